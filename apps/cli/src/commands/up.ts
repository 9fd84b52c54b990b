import { createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPrivateKey } from '@coco/core/jwt/private-key'
import { quoteIdentifier, quoteLiteral } from '@coco/core/snowflake/identifier'
import type { KeyPairTenant } from '@coco/core/tenants/tenant'
import { type Cli, type Command, Refusal } from '../command.ts'
import {
  dataFolder,
  isLocal,
  type LocalDeployment,
  removeLocalDeployment,
  writeLocalDeployment,
} from '../local/local-deployment.ts'
import {
  emulatorEnvironment,
  localDeployment,
  type LocalPlan,
  makeMissingKeys,
  planLocal,
  serverEnvironment,
} from '../local/local-plan.ts'
import { type PartProcess, startPart } from '../local/part-process.ts'
import { EMULATOR_SCRIPT, SERVER_SCRIPT } from '../local/project-files.ts'
import { readPort, requireFreePort } from '../local/require-free-port.ts'
import { requireLocalAllowed } from '../local/require-local-allowed.ts'
import { removeServerAddress, writeServerAddress } from '../local/server-address.ts'
import { readSetupLink } from '../local/setup-link.ts'
import { knownSettings, settingTypos } from '../local/setting-typos.ts'
import { stopInOrder, supervise } from '../local/supervise.ts'
import { localWelcome, snowflakeWelcome } from '../local/welcome.ts'
import { connectLocally } from '../snowflake/connect.ts'
import { toSentence } from '../to-sentence.ts'

export const up: Command = {
  help: `coco up

Starts Coco and stays in the foreground until Ctrl-C. With SNOWFLAKE_ACCOUNT in the environment or in .env: the server, for
that account. Without: the local Snowflake, with keys made as needed, and the server beside it.`,
  run: async (_args, cli) => {
    for (const sentence of settingTypos(Object.keys(cli.settings), knownSettings())) cli.say(sentence)
    return isLocal(cli.settings) && cli.settings.COCO_MODE !== 'snowflake' ? runLocally(cli) : runForAccount(cli)
  },
}

async function runLocally(cli: Cli): Promise<number> {
  requireLocalAllowed(cli.settings)
  const plan = planLocal(cli)
  await requireServerPort(cli)
  await requireFreePort(plan.emulatorPort, '127.0.0.1', 'EMULATOR_PORT')
  const withNewKey = await makeMissingKeys(plan, cli)
  sayWhetherDatabaseIsNew(cli)
  const parts: PartProcess[] = []
  try {
    const emulator = await startPart({
      name: 'The local Snowflake',
      script: EMULATOR_SCRIPT,
      folder: cli.folder,
      env: { ...cli.processEnv, ...cli.settings, ...emulatorEnvironment(plan) },
      stop: cli.stop,
    })
    parts.push(emulator)
    parts.push(await startServer(cli, serverEnvironment(plan, emulator.url)))
    return await serveLocally(plan, withNewKey, parts, cli)
  } catch (error) {
    await stopInOrder(parts, cli)
    // Somebody who stops a start got what he asked for.
    if (cli.stop.aborted) return 0
    throw error
  }
}

async function serveLocally(
  plan: LocalPlan,
  withNewKey: KeyPairTenant[],
  parts: PartProcess[],
  cli: Cli,
): Promise<number> {
  const [emulator, server] = parts as [PartProcess, PartProcess]
  const deployment = localDeployment(plan, server.url, emulator.url)
  writeLocalDeployment(plan.dataDir, deployment)
  await registerKeys(withNewKey, deployment, cli)
  cli.print(localWelcome(server.url, emulator.url))
  cli.announce({ type: 'listening', url: server.url, port: server.port })
  try {
    return await supervise(parts, cli)
  } finally {
    removeLocalDeployment(plan.dataDir)
  }
}

async function runForAccount(cli: Cli): Promise<number> {
  if (cli.settings.COCO_MODE === 'local') {
    throw new Refusal('COCO_MODE=local and SNOWFLAKE_ACCOUNT contradict each other. Unset one of them.')
  }
  await requireServerPort(cli)
  sayWhetherDatabaseIsNew(cli)
  let server: PartProcess
  try {
    server = await startServer(cli, { COCO_MODE: 'snowflake', COCO_DATA_DIR: dataFolder(cli) })
  } catch (error) {
    if (cli.stop.aborted) return 0
    throw error
  }
  writeServerAddress(dataFolder(cli), server.url)
  const setupPath = readSetupLink(dataFolder(cli))
  const setupLink = setupPath && new URL(setupPath, cli.settings.COCO_PUBLIC_URL ?? server.url).href
  cli.print(snowflakeWelcome(server.url, cli.settings.SNOWFLAKE_ACCOUNT ?? '', setupLink))
  cli.announce({ type: 'listening', url: server.url, port: server.port })
  try {
    return await supervise([server], cli)
  } finally {
    removeServerAddress(dataFolder(cli))
  }
}

async function startServer(cli: Cli, env: Record<string, string>): Promise<PartProcess> {
  return startPart({
    name: 'The server',
    script: SERVER_SCRIPT,
    folder: cli.folder,
    env: { ...cli.processEnv, ...cli.settings, ...env },
    stop: cli.stop,
  })
}

/** It takes seconds, in which nothing else is said. */
function sayWhetherDatabaseIsNew(cli: Cli): void {
  if (cli.settings.DATABASE_URL !== undefined || existsSync(join(dataFolder(cli), 'database'))) return
  cli.say('Making the database, which takes a few seconds the first time …')
}

async function requireServerPort({ settings }: Cli): Promise<void> {
  const port = readPort(settings.COCO_PORT, 8000, 'COCO_PORT')
  await requireFreePort(port, (settings.COCO_HOST ?? '127.0.0.1').replace(/^\[(.*)\]$/, '$1'), 'COCO_PORT')
}

/** A tenant whose key file was missing got a new one; the local Snowflake still knows the old one, or none. */
async function registerKeys(tenants: readonly KeyPairTenant[], deployment: LocalDeployment, cli: Cli): Promise<void> {
  for (const { id, snowflake } of tenants) {
    try {
      const publicKey = createPublicKey(await readPrivateKey(snowflake.privateKey)).export({
        type: 'spki',
        format: 'der',
      })
      await connectLocally(deployment).execute(
        `ALTER USER ${quoteIdentifier(snowflake.user.toUpperCase())} SET RSA_PUBLIC_KEY=${quoteLiteral(publicKey.toString('base64'))}`,
      )
    } catch (error) {
      cli.say(`The new key of ${id} could not be registered: ${toSentence(error)}`)
    }
  }
}
