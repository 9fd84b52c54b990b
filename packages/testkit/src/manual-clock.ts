/** For `platform: { clock }`: time passes only in `advance`. Only the timers of HTTP stay real. */
export { createManualClock } from '@coco/server/manual-clock'
