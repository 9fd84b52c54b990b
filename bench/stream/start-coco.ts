import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningProcess, startProcess } from './start-process.ts'

const SERVER = join(import.meta.dirname, '../../apps/server/src/main.ts')
const HIGHEST_LIMIT = 1_000_000

/** The real server as a process, with everything on: keys, limits, ids, logs. Only the limits are out of the way. */
export async function startCoco(upstreamUrl: string): Promise<RunningProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'coco-bench-'))
  const privateKeyPath = join(folder, 'alpha_rsa_key.p8')
  await createKeyPair({ privateKeyPath, publicKeyPath: join(folder, 'alpha_rsa_key.pub') })
  const tenant = {
    id: 'tenant-alpha',
    name: 'User Alpha',
    snowflake: { user: 'COCO_USER_ALPHA', role: 'COCO_TENANT_ALPHA', privateKeyPath },
    defaultModel: 'claude-4-sonnet',
    systemPrompt: 'You are a helpful AI assistant for User Alpha.',
    limits: { requestsPerMinute: HIGHEST_LIMIT },
  }
  await writeFile(join(folder, 'tenants.json'), JSON.stringify({ tenants: [tenant] }))
  const coco = await startProcess(SERVER, {
    cwd: folder,
    env: {
      SNOWFLAKE_ACCOUNT: 'bench-account',
      CORTEX_BASE_URL_OVERRIDE: `${upstreamUrl}/api/v2/cortex`,
      COCO_PORT: '0',
      COCO_DATA_DIR: join(folder, 'data'),
      COCO_TENANTS_FILE: join(folder, 'tenants.json'),
      COCO_MAX_STREAMS: '20000',
      COCO_MAX_STREAMS_PER_TENANT: '20000',
    },
  })
  return {
    ...coco,
    async [Symbol.asyncDispose]() {
      await coco[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
