/** A failure that a person can act on: printed as its sentence, without a stack. */
export class ScriptError extends Error {}

/** A signal asked this script to stop; the rest of its steps is left out. */
export class StoppedError extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`stopped by ${signal}`)
    this.signal = signal
  }
}
