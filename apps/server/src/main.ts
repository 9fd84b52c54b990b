import { readSettings } from '@coco/core/settings/env-file'
import { type RunningServer, startServer } from './start.ts'

/** Starts the server and stops it on a signal; the only file that touches `process`. */
let running: RunningServer | null = null
let isStopping = false

function stop(): void {
  if (isStopping || running === null) process.exit(0)
  isStopping = true
  running.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

// Before anything is opened, so that a signal during the start ends it cleanly too. The launcher's death is a signal.
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.once('disconnect', stop)
// A log that nobody reads any more is no reason to stop serving.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

try {
  const folder = process.cwd()
  running = await startServer({ settings: readSettings(folder, process.env), folder })
  const { url, port, log } = running
  log.info({ url }, 'Coco listens')
  process.send?.({ type: 'listening', url, port })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
