const MAX_CHARS = 60

/**
 * A conversation's name from its first exchange: the question's first sentence, or, when that is only a greeting, the
 * answer's first heading or sentence. One line of plain text.
 */
export function makeTitle(question: string, answer: string): string {
  const asked = firstSentence(question)
  const said = GREETING.test(asked) || asked === '' ? firstSentence(answer) : ''
  return shorten(said || asked || 'New conversation')
}

/** Says hello and nothing else, in a few languages. */
const GREETING =
  /^(hi|hello|hey|hallo|good (morning|afternoon|evening|day)|guten (morgen|tag|abend)|moin|servus|bonjour|salut|hola|ciao|test|ping)( there| coco| all)?[\s!.,?]*$/iu

function firstSentence(text: string): string {
  // What is far down names nothing, and a question may be half a megabyte.
  const lines = text.slice(0, 4_000).split(/\r\n|[\n\r\u2028\u2029]/u)
  const line = lines.map(toPlainLine).find((plain) => /[\p{L}\p{N}]/u.test(plain)) ?? ''
  return /^.{3,}?[.!?。！？](?=\s|$)/u.exec(line)?.[0].replace(/(?<![.!?])[.。]$/u, '') ?? line
}

/** Without Markdown's marks, control characters and what else is not to be seen. */
function toPlainLine(line: string): string {
  return line
    .replace(/^\s*(```.*|~~~.*|([-*_]\s*){3,})$/u, '')
    .replace(/^\s*(#{1,6}\s+|>\s*|[-*+]\s+|\d{1,3}[.)]\s+|\|)+/u, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/[*_~`|]+/gu, (marks) => (marks === '_' ? '_' : ''))
    .replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

function shorten(title: string): string {
  const well = title.toWellFormed()
  if (well.length <= MAX_CHARS) return well
  const cut = well.slice(0, MAX_CHARS - 1).replace(/[\uD800-\uDBFF]$/, '')
  const atWord = cut.replace(/\s+\S*$/u, '')
  return `${atWord.length >= MAX_CHARS / 2 ? atWord : cut.trimEnd()}…`
}
