package org.amf4j.testkit.binder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameResolverTest {
    private final Model model = ModelText.cluster(2)
            .application("shop")
            .group("web", RedundancyKind.TWO_N)
            .units(2)
            .components("streamer", "logger")
            .instances("web", "stock")
            .and()
            .application("media")
            .group("tv", RedundancyKind.TWO_N)
            .units(3)
            .components("streamer")
            .instances("news")
            .model();
    private final NameResolver resolver = new NameResolver(model);

    @ParameterizedTest(name = "{0}")
    @DisplayName("a clear name is found")
    @CsvSource(
            delimiter = '|',
            value = {
                "safSu=SU1,safSg=web,safApp=shop | safSu=SU1,safSg=web,safApp=shop",
                "n1             | safAmfNode=n1,safAmfCluster=cluster",
                "all            | safAmfNodeGroup=all,safAmfCluster=cluster",
                "ng:all         | safAmfNodeGroup=all,safAmfCluster=cluster",
                "cluster        | safAmfCluster=cluster",
                "node:n2        | safAmfNode=n2,safAmfCluster=cluster",
                "app:shop       | safApp=shop",
                "sg:web         | safSg=web,safApp=shop",
                "si:web         | safSi=web,safApp=shop",
                "stock          | safSi=stock,safApp=shop",
                "SU3            | safSu=SU3,safSg=tv,safApp=media",
                "su:SU1@media   | safSu=SU1,safSg=tv,safApp=media",
                "SU1@tv         | safSu=SU1,safSg=tv,safApp=media",
                "SU1@tv@media   | safSu=SU1,safSg=tv,safApp=media",
                "tv/SU1         | safSu=SU1,safSg=tv,safApp=media",
                "SU1/logger     | safComp=logger,safSu=SU1,safSg=web,safApp=shop",
                "comp:SU3/streamer | safComp=streamer,safSu=SU3,safSg=tv,safApp=media",
                "SU1/streamer@shop | safComp=streamer,safSu=SU1,safSg=web,safApp=shop",
                "media/SU2/streamer | safComp=streamer,safSu=SU2,safSg=tv,safApp=media",
                "csi:news/streamer | safCsi=streamer,safSi=news,safApp=media",
            })
    void found(String text, String dn) {
        assertThat(resolver.resolve(text))
                .isInstanceOfSatisfying(
                        Resolution.Found.class, f -> assertThat(f.entity().dn()).hasToString(dn));
    }

    @Test
    @DisplayName("an ambiguous name lists what it may mean")
    void ambiguous() {
        assertThat(resolver.resolve("web")).isInstanceOfSatisfying(Resolution.Ambiguous.class, a -> {
            assertThat(a.total()).isEqualTo(2);
            assertThat(a.candidates())
                    .extracting(Entity::toString)
                    .containsExactly("safSg=web,safApp=shop", "safSi=web,safApp=shop");
        });
        assertThat(resolver.resolve("SU1/streamer"))
                .isInstanceOfSatisfying(
                        Resolution.Ambiguous.class,
                        a -> assertThat(a.candidates()).hasSize(2));
    }

    @Test
    @DisplayName("the kind that is asked for makes a name clear")
    void kindAsked() {
        assertThat(resolver.resolve("web", ServiceInstance.class))
                .isEqualTo(new Resolution.Found(model.find(Dn.of("safSi=web,safApp=shop"), ServiceInstance.class)
                        .orElseThrow()));
        assertThat(resolver.resolve("safSi=web,safApp=shop", ServiceUnit.class)).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    @DisplayName("long lists of candidates are cut, but counted")
    void manyCandidates() {
        Model large = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(50)
                .components("c")
                .instances("a")
                .model();

        assertThat(new NameResolver(large).resolve("comp:c")).isInstanceOfSatisfying(Resolution.Ambiguous.class, a -> {
            assertThat(a.total()).isEqualTo(50);
            assertThat(a.candidates()).hasSize(NameResolver.CANDIDATES_MAX);
        });
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("an unknown name comes with similar ones")
    @CsvSource({"stick, stock", "su3, SU3", "safSi=stok;safApp=shop, stock", "app:shopp, shop", "sg:wep, web"})
    void unknown(String text, String nearest) {
        assertThat(resolver.resolve(text.replace(';', ',')))
                .isInstanceOfSatisfying(
                        Resolution.Unknown.class,
                        u -> assertThat(u.nearest().get(0).name()).isEqualTo(nearest));
    }

    @ParameterizedTest(name = "''{0}''")
    @DisplayName("nonsense is unknown and nothing else")
    @ValueSource(
            strings = {"", "=", "safSu=", "a=b,", "@", "/", "//", "su:", ":", "SU1@", "@SU1", "su:SU1@nowhere", "xyzzy"
            })
    void nonsense(String text) {
        assertThat(resolver.resolve(text)).isInstanceOf(Resolution.Unknown.class);
    }

    @Test
    @DisplayName("the words for kinds are the ones people use")
    void kinds() {
        assertThat(NameResolver.kinds())
                .containsAll(List.of("node", "app", "sg", "su", "comp", "si", "csi", "ng", "cluster"));
    }
}
