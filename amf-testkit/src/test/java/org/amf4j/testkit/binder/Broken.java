package org.amf4j.testkit.binder;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Problem;
import org.amf4j.core.model.Problem.Severity;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;

/** Configurations to break, and what must be said about them. */
final class Broken {
    static final String SU1 = "safSu=SU1,safSg=g,safApp=app";
    static final String SU2 = "safSu=SU2,safSg=g,safApp=app";
    static final String C1 = "safComp=c," + SU1;
    static final String GROUP = "safSg=g,safApp=app";
    static final String SI_A = "safSi=a,safApp=app";
    static final String SI_B = "safSi=b,safApp=app";
    static final String CSI_A = "safCsi=c," + SI_A;
    static final String PROXY_CSI = "safCsi=p,safSi=q,safApp=app";
    static final String N1 = "safAmfNode=n1,safAmfCluster=cluster";
    static final String COMP_TYPE = "safVersion=1,safCompType=g-c";
    static final String CS_TYPE = "safVersion=1,safCSType=g-c";
    static final String UNIT_TYPE = "safVersion=1,safSuType=g";
    static final String GROUP_TYPE = "safVersion=1,safSgType=g";
    static final String SERVICE_TYPE = "safVersion=1,safSvcType=g";
    static final String SUPPORTED = "safSupportedCsType=safVersion=1\\,safCSType=g-c," + COMP_TYPE;

    private Broken() {}

    /** Two nodes, two units of one component, two service instances of one CSI: nothing is wrong with it. */
    static GroupText healthy(RedundancyKind kind) {
        return ModelText.cluster(2).group("g", kind).units(2).components("c").instances("a", "b");
    }

    static ModelText healthy() {
        return healthy(RedundancyKind.TWO_N).and();
    }

    /** The same with a group whose service instance anything may name as its proxy. */
    static ModelText healthyWithProxy() {
        return healthy()
                .group("p", RedundancyKind.NO_REDUNDANCY)
                .units(1)
                .components("p")
                .instances("q")
                .and();
    }

    static void assertError(ModelText text, String rule, String dn, String... words) {
        BindResult result = text.bind();

        assertThat(result.model()).isEmpty();
        assertProblem(result, Severity.ERROR, rule, dn, words);
    }

    static void assertWarning(ModelText text, String rule, String dn, String... words) {
        BindResult result = text.bind();

        assertThat(result.errors()).isEmpty();
        assertThat(result.model()).isPresent();
        assertProblem(result, Severity.WARNING, rule, dn, words);
    }

    private static void assertProblem(BindResult result, Severity severity, String rule, String dn, String... words) {
        assertThat(result.problems()).isSorted();
        assertThat(result.problems())
                .filteredOn(p -> p.severity() == severity && p.rule().equals(rule))
                .anySatisfy(p -> {
                    assertThat(p.dn()).isEqualTo(Dn.of(dn));
                    assertThat(p.text()).contains(words);
                });
        assertThat(result.problems()).extracting(Problem::text).allMatch(t -> t.length() > 20);
    }
}
