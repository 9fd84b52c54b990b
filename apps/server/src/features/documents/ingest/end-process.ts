import { parentPort, workerData } from 'node:worker_threads'

/** So much can be unpacked in between as a processor unpacks in this time: some megabytes. */
const CHECK_MS = 20

/**
 * Ends the process that reads a file once it takes too much memory, heap and unpacked buffers together, and when it is left
 * behind. In a thread of its own, because the other one may be in a loop that never ends.
 */
const { memoryBytes, lifetimeMs } = workerData as { memoryBytes: number; lifetimeMs: number }

const end = () => process.kill(process.pid, 'SIGKILL')

setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) end()
}, CHECK_MS)
setTimeout(end, lifetimeMs)
parentPort?.postMessage('watching')
