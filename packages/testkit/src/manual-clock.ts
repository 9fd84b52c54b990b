/** For `platform: { clock }`: time passes only in `advance`. Timers of HTTP and of the Cortex client stay real. */
export { createManualClock } from '@coco/server/manual-clock'
