const value = 'export const value = 1\n'
const imports = (from: string) => `import { value } from '${from}'\nexport const copy = value\n`
const importsType = (from: string) => `import type { Value } from '${from}'\nexport type Copy = Value\n`

/** One file for each arrow that is allowed, laid out as in the repository. */
export const allowedImports: Record<string, string> = {
  'packages/shared/src/ids.ts': imports('zod'),
  'packages/core/src/clock.ts': imports('@coco/shared/ids'),
  'packages/core/src/clock.test.ts': imports('fast-check'),
  'packages/client/src/index.ts': importsType('@coco/server/api'),
  'packages/testkit/src/start-stack.ts': imports('@coco/server/start') + importsType('@coco/emulator/emulator'),
  'apps/emulator/src/emulator.ts': imports('fastify'),
  'apps/emulator/src/main.ts': imports('./emulator.ts') + `import 'node:process'\n`,
  'apps/cli/src/main.ts': imports('@coco/core/clock') + imports('@coco/server/admin'),
  'apps/server/src/admin.ts': imports('./features/usage/usage.ts'),
  'apps/server/src/platform/logger.ts': imports('@coco/core/clock'),
  'apps/server/src/platform/database/database.ts': imports('pg'),
  'apps/server/src/store/open-store.ts': imports('../platform/database/database.ts'),
  'apps/server/src/trpc/procedures.ts': imports('../platform/logger.ts'),
  'apps/server/src/features/chat/chat.ts': imports('../../trpc/procedures.ts'),
  'apps/server/src/features/usage/usage.ts': value,
  'apps/server/src/http/chat-stream.ts': imports('../features/chat/chat.ts'),
  'apps/server/src/app.ts': imports('./features/chat/chat.ts'),
  'apps/server/src/api.ts': importsType('./app.ts'),
  'apps/server/src/server.ts': imports('./app.ts') + importsType('./features/chat/chat.ts'),
  'apps/server/src/start.ts': imports('./server.ts'),
  'apps/web/src/lib/trpc.ts': importsType('@coco/server/api') + `import '@trpc/client'\n`,
  'apps/web/src/ui/button.tsx': imports('@coco/shared/ids'),
  'apps/web/src/features/chat/chat-view.tsx': imports('../../lib/trpc.ts'),
  'apps/web/src/features/session/sign-in.tsx': imports('../../ui/button.tsx'),
  'apps/web/src/routes/chat-page.tsx': imports('../features/chat/chat-view.tsx'),
  'examples/summarise-service/src/main.ts': imports('@coco/client'),
  'tests/stack.test.ts': imports('@coco/testkit/start-stack'),
  'scripts/bootstrap/say.mjs': `import 'node:fs'\n`,
}

/** For each rule one breach. The first of its files is the one that breaks the rule. */
export const plantedViolations: { rule: string; breach: string; files: Record<string, string> }[] = [
  {
    rule: 'no-cycles',
    breach: 'two files that import each other',
    files: { 'packages/core/src/egg.ts': imports('./hen.ts'), 'packages/core/src/hen.ts': importsType('./egg.ts') },
  },
  {
    rule: 'no-dead-imports',
    breach: 'an import of a file that does not exist',
    files: { 'packages/core/src/lost.ts': imports('./nowhere.ts') },
  },
  {
    rule: 'tests-are-not-parts',
    breach: 'an import of a test file',
    files: { 'packages/core/src/borrower.ts': imports('./clock.test.ts') },
  },
  {
    rule: 'other-workspaces-by-their-name',
    breach: 'a relative path into another workspace',
    files: { 'packages/core/src/back-door.ts': imports('../../shared/src/ids.ts') },
  },
  {
    rule: 'production-code-installs-what-it-uses',
    breach: 'a devDependency in production code',
    files: { 'packages/core/src/guess.ts': imports('fast-check') },
  },
  {
    rule: 'only-main-touches-the-process',
    breach: 'an import of the process',
    files: { 'packages/core/src/settings.ts': `import 'node:process'\n` },
  },
  {
    rule: 'bootstrap-needs-nothing-installed',
    breach: 'an installed package before the install',
    files: { 'scripts/bootstrap/early.mjs': `import 'zod'\n` },
  },
  {
    rule: 'shared-imports-nothing-of-ours',
    breach: 'shared importing core',
    files: { 'packages/shared/src/upwards.ts': importsType('@coco/core/clock') },
  },
  {
    rule: 'shared-and-web-run-in-a-browser',
    breach: 'a Node module in the browser',
    files: { 'apps/web/src/lib/read-file.ts': `import 'node:fs'\n` },
  },
  {
    rule: 'shared-depends-on-zod-alone',
    breach: 'another package in shared',
    files: { 'packages/shared/src/heavy.ts': imports('fastify') },
  },
  {
    rule: 'core-imports-only-shared',
    breach: 'core importing the server',
    files: { 'packages/core/src/upwards.ts': importsType('@coco/server/start') },
  },
  {
    rule: 'core-is-framework-free',
    breach: 'a framework in core',
    files: { 'packages/core/src/framed.ts': imports('fastify') },
  },
  {
    rule: 'server-imports-only-core-and-shared',
    breach: 'the server importing the web app',
    files: { 'apps/server/src/platform/paint.ts': importsType('@coco/client') },
  },
  {
    rule: 'web-imports-only-shared-and-the-api',
    breach: 'the web app importing core, even a type',
    files: { 'apps/web/src/lib/keys.ts': importsType('@coco/core/clock') },
  },
  {
    rule: 'web-takes-only-types-of-the-api',
    breach: 'a value of the server in the web app',
    files: { 'apps/web/src/lib/router.ts': imports('@coco/server/api') },
  },
  {
    rule: 'client-imports-only-shared-and-the-api',
    breach: 'the client importing core',
    files: { 'packages/client/src/keys.ts': imports('@coco/core/clock') },
  },
  {
    rule: 'client-takes-only-types-of-the-api',
    breach: 'a value of the server in the client',
    files: { 'packages/client/src/router.ts': imports('@coco/server/api') },
  },
  {
    rule: 'cli-imports-only-core-shared-and-the-admin-door',
    breach: 'the command line importing another part of the server',
    files: { 'apps/cli/src/inside.ts': imports('@coco/server/start') },
  },
  {
    rule: 'emulator-imports-nothing-of-ours',
    breach: 'the emulator importing shared',
    files: { 'apps/emulator/src/borrow.ts': importsType('@coco/shared/ids') },
  },
  {
    rule: 'only-the-testkit-imports-the-emulator',
    breach: 'a script importing the emulator',
    files: { 'scripts/gates/peek.mjs': `import '@coco/emulator/emulator'\n` },
  },
  {
    rule: 'testkit-imports-only-what-it-starts',
    breach: 'the testkit importing the client',
    files: { 'packages/testkit/src/calls.ts': importsType('@coco/client') },
  },
  {
    rule: 'only-whole-server-tests-import-the-testkit',
    breach: 'a script importing the testkit',
    files: { 'scripts/gates/stack.mjs': `import '@coco/testkit/start-stack'\n` },
  },
  {
    rule: 'whole-server-tests-start-apps-through-the-testkit',
    breach: 'a whole-server test importing the server',
    files: { 'tests/inside.test.ts': importsType('@coco/server/start') },
  },
  {
    rule: 'examples-use-only-the-client',
    breach: 'an example importing shared',
    files: { 'examples/summarise-service/src/ids.ts': imports('@coco/shared/ids') },
  },
  {
    rule: 'nothing-imports-tests-or-examples',
    breach: 'a script importing from tests',
    files: { 'scripts/gates/fixture.mjs': `import '@coco/tests/fixture.ts'\n`, 'tests/fixture.ts': value },
  },
  {
    rule: 'server-features-are-strangers',
    breach: 'one feature of the server importing another',
    files: { 'apps/server/src/features/chat/count.ts': importsType('../usage/usage.ts') },
  },
  {
    rule: 'server-features-meet-in-app',
    breach: 'a server that takes a feature in hand',
    files: { 'apps/server/src/server-with-usage.ts': imports('./features/usage/usage.ts') },
  },
  {
    rule: 'generations-know-no-conversation',
    breach: 'the run of a model importing what keeps conversations',
    files: {
      'apps/server/src/features/chat/generation/kept.ts': importsType('../answering/rows.ts'),
      'apps/server/src/features/chat/answering/rows.ts': value,
    },
  },
  {
    rule: 'server-features-do-not-reach-up',
    breach: 'a feature importing a plain HTTP route',
    files: { 'apps/server/src/features/chat/upwards.ts': importsType('../../http/chat-stream.ts') },
  },
  {
    rule: 'server-trpc-knows-no-feature',
    breach: 'a type of a feature in trpc/',
    files: { 'apps/server/src/trpc/chat-context.ts': importsType('../features/chat/chat.ts') },
  },
  {
    rule: 'server-platform-knows-no-product',
    breach: 'platform/ importing trpc/',
    files: { 'apps/server/src/platform/product.ts': imports('../trpc/procedures.ts') },
  },
  {
    rule: 'server-store-knows-no-feature',
    breach: 'store/ importing a feature',
    files: { 'apps/server/src/store/feature.ts': importsType('../features/usage/usage.ts') },
  },
  {
    rule: 'only-the-store-opens-a-connection',
    breach: 'a feature with a connection of its own',
    files: { 'apps/server/src/features/chat/connection.ts': imports('pg') },
  },
  {
    rule: 'server-config-stands-alone',
    breach: 'config/ importing trpc/',
    files: { 'apps/server/src/config/config.ts': importsType('../trpc/procedures.ts') },
  },
  {
    rule: 'server-wiring-does-not-know-its-server',
    breach: 'the wiring importing the start',
    files: { 'apps/server/src/app-router.ts': importsType('./start.ts') },
  },
  {
    rule: 'nothing-imports-an-entry-point',
    breach: 'an import of main',
    files: { 'apps/emulator/src/again.ts': imports('./main.ts') },
  },
  {
    rule: 'web-features-are-strangers',
    breach: 'one feature of the web app importing another',
    files: { 'apps/web/src/features/chat/session.tsx': imports('../session/sign-in.tsx') },
  },
  {
    rule: 'web-state-is-pure',
    breach: 'the state of a chat that calls the server itself',
    files: { 'apps/web/src/features/chat/state/asking.ts': `import '@trpc/client'\n` },
  },
  {
    rule: 'web-features-know-no-route',
    breach: 'a feature importing a page',
    files: { 'apps/web/src/features/chat/page.tsx': imports('../../routes/chat-page.tsx') },
  },
  {
    rule: 'web-ui-and-lib-know-no-feature',
    breach: 'a button importing a feature',
    files: { 'apps/web/src/lib/upwards.ts': importsType('../features/session/sign-in.tsx') },
  },
  {
    rule: 'web-words-know-no-page',
    breach: 'a sentence that asks a component what to say',
    files: { 'apps/web/src/words/en/chat.ts': imports('../../ui/table.tsx'), 'apps/web/src/ui/table.tsx': value },
  },
  {
    rule: 'web-ui-fetches-no-data',
    breach: 'a table that reaches tRPC through lib/',
    files: { 'apps/web/src/ui/table.tsx': imports('../lib/trpc.ts') },
  },
]
