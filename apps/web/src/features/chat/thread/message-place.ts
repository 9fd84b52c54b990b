/** The id in the page of the heading above a message: where a search hit leads. */
export function headingIdOf(messageId: string): string {
  return `message-${messageId.replaceAll(' ', '-')}`
}

/** The message above which this heading stands. */
export function messageIdOf(headingId: string): string {
  return headingId.slice('message-'.length)
}
