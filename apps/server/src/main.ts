import type { RunningServer } from './start.ts'

/** Starts the server and stops it on a signal; the only file that touches `process`. */
let running: RunningServer | null = null

function stop(): void {
  // During the start nothing needs saving.
  if (running === null) process.exit(0)
  // The second time it ends at once: `close` knows.
  running.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// The launcher holds the other end: when it dies, so does this.
process.once('disconnect', stop)
// One request's mistake must not end everybody's answers.
process.on('unhandledRejection', (error) =>
  running?.log.error({ err: error }, 'nobody waited for something that failed'),
)
// A log that nobody reads any more is no reason to stop serving.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

try {
  // Only now, because loading takes a moment in which a signal may come already.
  const [{ readSettings }, { startServer }] = await Promise.all([
    import('@coco/core/settings/env-file'),
    import('./start.ts'),
  ])
  const folder = process.cwd()
  running = await startServer({ settings: readSettings(folder, process.env), folder })
  const { url, port, log } = running
  log.info({ url }, 'Coco listens')
  process.send?.({ type: 'listening', url, port })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
