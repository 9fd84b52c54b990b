/**
 * Which way imports may point. `pnpm check` draws these arrows over the whole repository, and
 * scripts/gates/boundaries.test.ts plants one violation per rule, so a rule that catches nothing cannot hide here.
 *
 *   shared -> core -> server/platform -> server/store, server/trpc -> server/features -> app.ts -> server.ts -> main.ts
 *                                                                server/features -> admin.ts -> cli
 *   shared -> web/lib, web/ui -> web/features -> web/routes -> main.tsx      core -> cli      shared -> client
 *   server --(types only)--> web, client      server, emulator -> testkit -> tests, e2e, bench      (nothing -> emulator)
 */

/** Every workspace of ours; a rule lists which of them it allows. */
const OURS = '^(apps|packages|tests|e2e|bench|examples|scripts)/'
const TEST_FILE = '\\.test(-d)?\\.tsx?$'
/** The parts of the server that put it together, from the wiring to the process. */
const SERVER_TOP = '^apps/server/src/(admin|app|app-metrics|app-router|api|server|start|main)\\.ts$'

/** @param {string} names alternatives of a regular expression */
const installed = (names) => `(^|/)node_modules/(${names})(/|$)`

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or hide a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-dead-imports',
    comment: 'Every import leads to a file or an installed package.',
    severity: 'error',
    from: {},
    // `mdast` has types alone, which stand in `@types/mdast`.
    to: { couldNotResolve: true, pathNot: '^mdast$' },
  },
  {
    name: 'tests-are-not-parts',
    comment: 'What a test file offers to others belongs in a file of its own.',
    severity: 'error',
    from: {},
    to: { path: TEST_FILE },
  },
  {
    name: 'other-workspaces-by-their-name',
    comment: "A package's exports are its front door: '@coco/shared/ids', never '../../../packages/shared/src/ids.ts'.",
    severity: 'error',
    from: { path: '^(apps/[^/]+|packages/[^/]+|examples/[^/]+|tests|e2e|bench|scripts)/' },
    to: { path: OURS, pathNot: '^$1/', dependencyTypes: ['local'], dependencyTypesNot: ['aliased-workspace'] },
  },
  {
    name: 'production-code-installs-what-it-uses',
    comment: 'A devDependency is not there in production.',
    severity: 'error',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: TEST_FILE },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-peer'] },
  },
  {
    name: 'only-main-touches-the-process',
    comment: 'lint refuses the global; this refuses the import of the same thing.',
    severity: 'error',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: ['^apps/[^/]+/src/main\\.tsx?$', TEST_FILE] },
    to: { path: '^process$', dependencyTypes: ['core'] },
  },
  {
    name: 'bootstrap-needs-nothing-installed',
    comment: '`npm start` runs on bare Node before anything is installed.',
    severity: 'error',
    from: { path: '^scripts/(bootstrap/|[^/]+\\.mjs$)' },
    to: { path: [installed('[^/]+'), '^(apps|packages|tests|e2e|bench|examples)/'] },
  },
]

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const betweenWorkspaces = [
  {
    name: 'shared-imports-nothing-of-ours',
    severity: 'error',
    from: { path: '^packages/shared/' },
    to: { path: OURS, pathNot: '^packages/shared/' },
  },
  {
    name: 'shared-and-web-run-in-a-browser',
    severity: 'error',
    from: { path: '^(packages/shared|packages/client|apps/web)/src/', pathNot: TEST_FILE },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'shared-depends-on-zod-alone',
    severity: 'error',
    from: { path: '^packages/shared/src/', pathNot: TEST_FILE },
    to: { path: installed('[^/]+'), pathNot: installed('zod') },
  },
  {
    name: 'core-imports-only-shared',
    severity: 'error',
    from: { path: '^packages/core/' },
    to: { path: OURS, pathNot: '^packages/(core|shared)/' },
  },
  {
    name: 'core-is-framework-free',
    severity: 'error',
    from: { path: '^packages/core/' },
    to: {
      path: installed('fastify|@fastify/[^/]+|@trpc/[^/]+|react|react-dom|@tanstack/[^/]+|express|pg|drizzle-orm'),
    },
  },
  {
    name: 'server-imports-only-core-and-shared',
    severity: 'error',
    from: { path: '^apps/server/' },
    to: { path: OURS, pathNot: '^(apps/server|packages/core|packages/shared)/' },
  },
  {
    name: 'web-imports-only-shared-and-the-api',
    severity: 'error',
    from: { path: '^apps/web/' },
    to: { path: OURS, pathNot: ['^apps/web/', '^packages/shared/', '^apps/server/src/api\\.ts$'] },
  },
  {
    name: 'web-takes-only-types-of-the-api',
    comment: 'A value import passes the type check and fails in the browser.',
    severity: 'error',
    from: { path: '^apps/web/' },
    to: { path: '^apps/server/src/api\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'client-imports-only-shared-and-the-api',
    severity: 'error',
    from: { path: '^packages/client/' },
    to: { path: OURS, pathNot: ['^packages/client/', '^packages/shared/', '^apps/server/src/api\\.ts$'] },
  },
  {
    name: 'client-takes-only-types-of-the-api',
    severity: 'error',
    from: { path: '^packages/client/' },
    to: { path: '^apps/server/src/api\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'cli-imports-only-core-shared-and-the-admin-door',
    comment: 'What it does to the data it does through the functions of admin.ts.',
    severity: 'error',
    from: { path: '^apps/cli/' },
    to: { path: OURS, pathNot: '^(apps/cli/|packages/(core|shared)/|apps/server/src/admin\\.ts$)' },
  },
  {
    name: 'emulator-imports-nothing-of-ours',
    comment: 'A fake that borrows our JWT code cannot find its bugs.',
    severity: 'error',
    from: { path: '^apps/emulator/' },
    to: { path: OURS, pathNot: '^apps/emulator/' },
  },
  {
    name: 'only-the-testkit-imports-the-emulator',
    severity: 'error',
    from: { pathNot: '^(apps/emulator|packages/testkit)/' },
    to: { path: '^apps/emulator/' },
  },
  {
    name: 'testkit-imports-only-what-it-starts',
    severity: 'error',
    from: { path: '^packages/testkit/' },
    to: { path: OURS, pathNot: '^(packages/(testkit|core|shared)|apps/(server|emulator))/' },
  },
  {
    name: 'only-whole-server-tests-import-the-testkit',
    severity: 'error',
    from: { pathNot: '^(packages/testkit|tests|e2e|bench)/' },
    to: { path: '^packages/testkit/' },
  },
  {
    name: 'whole-server-tests-start-apps-through-the-testkit',
    severity: 'error',
    from: { path: '^(tests|e2e|bench)/' },
    to: { path: '^apps/' },
  },
  {
    name: 'examples-use-only-the-client',
    comment: 'An example shows what a stranger can do with what is published.',
    severity: 'error',
    from: { path: '^examples/([^/]+)/' },
    to: { path: OURS, pathNot: ['^examples/$1/', '^packages/client/'] },
  },
  {
    name: 'nothing-imports-tests-or-examples',
    severity: 'error',
    from: { path: '^(apps|packages|scripts)/' },
    to: { path: '^(tests|e2e|bench|examples)/' },
  },
]

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const insideTheServer = [
  {
    name: 'server-features-are-strangers',
    comment: 'They meet in app.ts, through functions they are given.',
    severity: 'error',
    from: { path: '^apps/server/src/features/([^/]+)/' },
    to: { path: '^apps/server/src/features/', pathNot: '^apps/server/src/features/$1/' },
  },
  {
    name: 'server-features-meet-in-app',
    comment:
      'Only the wiring holds features in hand. A plain route may use what its feature exports; others name types.',
    severity: 'error',
    from: {
      path: '^apps/server/src/',
      pathNot: ['^apps/server/src/(features|http)/', '^apps/server/src/(admin|app|app-router)\\.', TEST_FILE],
    },
    to: { path: '^apps/server/src/features/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'generations-know-no-conversation',
    comment:
      'A model runs and is read alike for the typed client, which keeps nothing; conversations are built on that.',
    severity: 'error',
    from: { path: '^apps/server/src/features/chat/generation/', pathNot: TEST_FILE },
    to: { path: '^apps/server/src/features/chat/', pathNot: '^apps/server/src/features/chat/generation/' },
  },
  {
    name: 'server-features-do-not-reach-up',
    severity: 'error',
    from: { path: '^apps/server/src/features/', pathNot: TEST_FILE },
    to: { path: [SERVER_TOP, '^apps/server/src/http/'] },
  },
  {
    name: 'server-trpc-knows-no-feature',
    severity: 'error',
    from: { path: '^apps/server/src/trpc/', pathNot: TEST_FILE },
    to: { path: [SERVER_TOP, '^apps/server/src/(features|http)/'] },
  },
  {
    name: 'server-platform-knows-no-product',
    severity: 'error',
    from: { path: '^apps/server/src/platform/', pathNot: TEST_FILE },
    to: { path: '^apps/server/src/', pathNot: '^apps/server/src/platform/' },
  },
  {
    name: 'server-store-knows-no-feature',
    comment: 'Tables, migrations and the doors to them serve every feature and know none.',
    severity: 'error',
    from: { path: '^apps/server/src/store/', pathNot: TEST_FILE },
    to: { path: '^apps/server/src/', pathNot: '^apps/server/src/(store|platform)/' },
  },
  {
    name: 'only-the-store-opens-a-connection',
    comment: 'Whoever holds a connection of their own is past the roles and the policies.',
    severity: 'error',
    from: { path: '^apps/server/src/', pathNot: ['^apps/server/src/(store|platform/database)/', TEST_FILE] },
    to: {
      path: [installed('pg'), '^apps/server/src/platform/database/(database|embedded-[a-z]+|migrate)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'server-config-stands-alone',
    severity: 'error',
    from: { path: '^apps/server/src/config/', pathNot: TEST_FILE },
    to: { path: '^apps/server/src/', pathNot: '^apps/server/src/(config|platform)/' },
  },
  {
    name: 'server-wiring-does-not-know-its-server',
    severity: 'error',
    from: { path: '^apps/server/src/(admin|app)(-router|-metrics)?\\.ts$' },
    to: { path: '^apps/server/src/(server|start|main)\\.ts$' },
  },
  {
    name: 'nothing-imports-an-entry-point',
    comment: 'main starts a process; importing it would start a second one.',
    severity: 'error',
    from: {},
    to: { path: '^apps/[^/]+/src/main\\.tsx?$' },
  },
]

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const insideTheWeb = [
  {
    name: 'web-features-are-strangers',
    comment: 'They meet on a page, in routes/.',
    severity: 'error',
    from: { path: '^apps/web/src/features/([^/]+)/' },
    to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/$1/' },
  },
  {
    name: 'web-state-is-pure',
    comment: 'What a page knows, and what becomes of it with each event: arithmetic, which a table of inputs can test.',
    severity: 'error',
    from: { path: '^apps/web/src/features/([^/]+)/state/', pathNot: TEST_FILE },
    to: {
      path: [installed('react|react-dom|@trpc/[^/]+|@tanstack/[^/]+'), '^apps/web/src/(features|ui)/'],
      pathNot: '^apps/web/src/features/$1/state/',
    },
  },
  {
    name: 'web-features-know-no-route',
    severity: 'error',
    from: { path: '^apps/web/src/features/', pathNot: TEST_FILE },
    to: { path: '^apps/web/src/(routes/|routeTree|router|main)' },
  },
  {
    name: 'web-ui-and-lib-know-no-feature',
    severity: 'error',
    from: { path: '^apps/web/src/(ui|lib)/', pathNot: TEST_FILE },
    to: { path: '^apps/web/src/(features/|routes/|routeTree|router|main)' },
  },
  {
    name: 'web-words-know-no-page',
    comment: 'Sentences are said by components; they do not know which.',
    severity: 'error',
    from: { path: '^apps/web/src/words/', pathNot: TEST_FILE },
    to: { path: '^apps/web/src/', pathNot: '^apps/web/src/words/' },
  },
  {
    name: 'web-ui-fetches-no-data',
    comment: 'Not even by way of another file: ui paints what it is given.',
    severity: 'error',
    from: { path: '^apps/web/src/ui/' },
    to: { path: installed('@trpc/[^/]+|@tanstack/react-query|eventsource'), reachable: true },
  },
]

export default {
  forbidden: [...everywhere, ...betweenWorkspaces, ...insideTheServer, ...insideTheWeb],
  options: {
    // TypeScript erases a type import; a boundary does not.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|playwright-report|test-results)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
