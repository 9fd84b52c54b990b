/** The model server behind the emulator did not answer as it should. The message is for the caller: it names no address. */
export class ModelServerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ModelServerError'
  }
}
