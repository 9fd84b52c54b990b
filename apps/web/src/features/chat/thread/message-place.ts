/** The id in the page of the heading above a message: where a search hit leads. */
export function headingIdOf(messageId: string): string {
  return `message-${messageId.replaceAll(' ', '-')}`
}
