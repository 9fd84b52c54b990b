import { join } from 'node:path'
import { readConfig } from './config.ts'
import { type Emulator, startEmulator } from './emulator.ts'
import { readSeed } from './read-seed.ts'

const log = (line: string) => console.log(`snowflake | ${line}`)

let emulator: Emulator | undefined
let stopping = false

async function stop() {
  stopping = true
  await emulator?.close()
  process.exit(0)
}

// Before anything is opened: a signal during the start must not leave a half-made account behind the lock.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
// Whoever started this process is gone, however that happened.
if (process.send) process.once('disconnect', () => void stop())
// A log that nobody reads any more is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  const config = readConfig(process.env)
  emulator = await startEmulator({
    ...config,
    dataDir: join(config.dataDir, 'emulator'),
    seed: readSeed(config.sqlDir, config.keysDir, log),
    log,
  })
  if (stopping) await stop()
  const { url, port } = emulator
  log(`Account ${config.account} at ${url} (Cortex: ${url}/api/v2/cortex)`)
  process.send?.({ type: 'listening', url, port })
} catch (error) {
  console.error(`snowflake | ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
