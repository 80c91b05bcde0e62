"""Static files under names that change with their content, so that browsers may keep them for good."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

_SOURCE_MAP = "sourceMappingURL"


class CollectedFilesConfig(StaticFilesConfig):
    """Leaves out what no page uses: it takes time to compress, and htmx's extensions import files not shipped."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*-standard-*.woff2",
        "inter-*-opsz-*.woff2",
        "inter-*-italic.woff2",
        "newsreader-*-wght-*.woff2",
        "*.rtl.*",
        "bootstrap.css",
        "bootstrap-*.css",
        "cytoscape.cjs.js",
        "cytoscape.umd.js",
        "cytoscape.min.js",
        "cytoscape.esm.mjs",
        "sortable.complete.esm.js",
        "sortable.esm.js",
        "django_htmx/ext/*",
        "django_htmx/htm*-4.*",
    ]


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites ES module imports too, and leaves source-map comments alone: packages name maps they do not ship."""

    support_js_module_import_aggregation = True
    patterns = tuple(
        (glob, tuple(rule for rule in rules if _SOURCE_MAP not in (rule if isinstance(rule, str) else rule[0])))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )
