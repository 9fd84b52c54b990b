import { type Platform, type RunningServer, type StartOptions, startServer } from '@coco/server/start'
import { createStackFolder, type StackFolder } from './stack-folder.ts'
import { type AddedPerson, addPerson, type NewPerson } from './add-person.ts'
import { type PasswordSignIn, type SignedIn, signIn, signInWithPassword } from './sign-in.ts'
import { createTestClient, type TestClient } from './test-client.ts'
import { alterDatabase } from './database-owner.ts'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from './test-database.ts'
import { join } from 'node:path'
import { imageUnderTest, missingInImage, standInFor } from './image-under-test.ts'
import { type ImageServer, startImageServer } from './start-image-server.ts'

export interface ServerUnderTestOptions {
  /** Over the defaults below; an empty text unsets one. */
  settings?: Readonly<Record<string, string>>
  /** Parts to replace: a clock, ids. */
  platform?: Partial<Platform>
  webFolder?: string
  folder?: StackFolder
  /** By default Postgres where there is one, else the embedded one; or one that the test has made itself. */
  database?: DatabaseKind | TestDatabase
  /** SQL that is run on the database before the server comes to it. */
  alter?: string
  /** Whether tenants are given the documents of the demonstration, as `npm start` gives them. */
  demoDocuments?: boolean
}

export interface ServerUnderTest extends AsyncDisposable {
  serverUrl: string
  /** The folder it was started in; `keys/` and `tenants.json` are looked for there. */
  folder: string
  /** Null: the embedded database. */
  databaseUrl: string | null
  /** Everything that can be called. */
  surface: RunningServer['surface']
  alphaKey: string
  betaKey: string
  /** Every line that was logged, at every level. */
  logLines: readonly string[]
  /** As one of the people of local mode: `user-alpha`, `user-beta`, `operator`. */
  signIn(personId: string, tenantId?: string): Promise<SignedIn>
  signInWithPassword(input: PasswordSignIn): Promise<SignedIn>
  /** Somebody with an account and a password; by default a member of `tenant-alpha`. */
  addPerson(person?: NewPerson): Promise<AddedPerson>
  /** The typed client of a program: `withKey(stack.alphaKey)`. */
  withKey(apiKey: string): TestClient
  /** Lets running answers finish within `graceMs` (none by default). */
  close(graceMs?: number): Promise<void>
}

const DEMO_DOCUMENTS = join(import.meta.dirname, '../../../demo/documents')

/** The keys that the quickstart's guide prints. */
const ALPHA_KEY = 'sk-alpha-secret-key-001'
const BETA_KEY = 'sk-beta-secret-key-001'

/** The server alone, in local mode on a free port, in front of any upstream: a stand-in that misbehaves, for example. */
export async function startServerOn(
  upstreamUrl: string,
  options: ServerUnderTestOptions = {},
): Promise<ServerUnderTest> {
  const folder = options.folder ?? (await createStackFolder())
  const logLines: string[] = []
  const dataDir = join(folder.path, 'data')
  const database =
    typeof options.database === 'object' ? options.database : await createTestDatabase(dataDir, options.database)
  if (options.alter !== undefined) await alterDatabase({ databaseUrl: database.url, dataDir }, options.alter)
  const settings = {
    COCO_MODE: 'local',
    COCO_PORT: '0',
    SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    CORTEX_BASE_URL_OVERRIDE: upstreamUrl,
    LOG_LEVEL: 'DEBUG',
    ...(database.url === null ? {} : { DATABASE_URL: database.url }),
    ...(options.demoDocuments === true ? { COCO_DEMO_DOCUMENTS: DEMO_DOCUMENTS } : {}),
    ...options.settings,
  }
  const defined = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))
  const start = () =>
    startTheServer({ ...options, settings: defined, folder: folder.path, logTo: (line) => void logLines.push(line) })
  const running = await start().catch(async (error) => {
    await database.remove()
    throw error
  })

  async function close(graceMs = 0): Promise<void> {
    await running.close(graceMs)
    await database.remove()
    folder.remove()
  }

  return {
    serverUrl: running.url,
    folder: folder.path,
    databaseUrl: database.url,
    surface: 'surface' in running ? running.surface : standInFor('list of what can be called'),
    alphaKey: ALPHA_KEY,
    betaKey: BETA_KEY,
    logLines,
    signIn: (personId, tenantId) => signIn(running.url, personId, tenantId),
    signInWithPassword: (input) => signInWithPassword(running.url, input),
    addPerson: (person) =>
      addPerson({ serverUrl: running.url, databaseUrl: database.url, folder: folder.path }, person),
    withKey: (apiKey) => createTestClient(running.url, { 'x-api-key': apiKey }),
    close,
    [Symbol.asyncDispose]: () => close(),
  }
}

/** In this process, or as the image that is tried out. */
function startTheServer({
  platform,
  webFolder,
  ...start
}: StartOptions & { logTo: (line: string) => void }): Promise<ImageServer | RunningServer> {
  const image = imageUnderTest()
  if (image === null) {
    return startServer({
      ...start,
      ...(webFolder === undefined ? {} : { webFolder }),
      ...(platform === undefined ? {} : { platform }),
    })
  }
  if (platform !== undefined) missingInImage('part to replace, such as a clock')
  if (webFolder !== undefined) missingInImage('page but its own')
  return startImageServer(image, start)
}
