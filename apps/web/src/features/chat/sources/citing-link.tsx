import { type ReactNode, use } from 'react'
import { AnswerLink } from '../text/links/foreign-content.tsx'
import { CitedText } from './cited-text.tsx'
import { Citations } from './citations.ts'

interface Props {
  address: string | undefined
  /** What stands in the link, without marks. */
  text: string
  /** Under which its address stands elsewhere in the answer; empty for none. */
  label?: string
  children: ReactNode
}

/**
 * A link out of an answer. In an answer from documents a number is a citation, whatever address is hung on it: a passage that makes
 * the model write one would lead readers anywhere under the look of a source. The address is shown, and leads nowhere.
 */
export function CitingLink({ address, text, label = '', children }: Props) {
  const isCiting = use(Citations) !== null && (isNumber(text) || isNumber(label))
  if (!isCiting) {
    return (
      <AnswerLink address={address} text={text}>
        {children}
      </AnswerLink>
    )
  }
  const numbers = numbersIn(isNumber(text) ? text : label)
  return (
    <>
      {!(isNumber(text) && numbers) && children}
      {numbers && <CitedText text={`[${numbers}]`} />}
      {address !== undefined && <bdi className="prose-host"> ({address})</bdi>}
    </>
  )
}

/** Digits of whatever kind and signs, and no letter among them. */
const isNumber = (text: string) => /\p{N}/u.test(text) && !/\p{L}/u.test(text)

/** As they cite: `1`, `1, 2`, also in brackets of their own; null for what cites nothing, a year for one. */
function numbersIn(text: string): string | null {
  return /^[\s[【]*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\s\]】]*$/u.exec(text)?.[1] ?? null
}
