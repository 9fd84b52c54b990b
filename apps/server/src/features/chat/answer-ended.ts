/** Why an answer was ended from outside: a person's Stop, nobody reading it, or the server going down. */
export type Ending = 'stopped' | 'unread' | 'shutting_down'

/** The reason of the abort signal that ends an answer. */
export class AnswerEnded extends Error {
  readonly ending: Ending

  constructor(ending: Ending) {
    super(`the answer was ended: ${ending}`)
    this.name = 'AnswerEnded'
    this.ending = ending
  }
}
