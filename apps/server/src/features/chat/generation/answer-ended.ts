/**
 * Why an answer was ended from outside: a person's Stop, its only reader gone, nobody reading it, the reader's key revoked
 * or expired, the server going down.
 */
export type Ending = 'stopped' | 'reader_left' | 'unread' | 'key_ended' | 'shutting_down'

/** The reason of the abort signal that ends an answer. */
export class AnswerEnded extends Error {
  readonly ending: Ending

  constructor(ending: Ending) {
    super(`the answer was ended: ${ending}`)
    this.name = 'AnswerEnded'
    this.ending = ending
  }
}
