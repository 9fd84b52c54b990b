import { text } from '../../../../words/en/text.ts'
import { useWords } from '../../../../words/language.ts'
import { ScrollBox } from '../paint/scroll-box.tsx'
import { useTypesetter } from './use-typesetter.ts'

interface Props {
  source: string
  isDisplay: boolean
  /** It is a block of its own, not in a paragraph. */
  isBlock?: boolean
}

/** A formula, set as MathML. What cannot be set, or not yet, is shown as it was written. */
export function FormulaView({ source, isDisplay, isBlock = false }: Props) {
  const words = useWords(text)
  const typeset = useTypesetter()
  const formula = typeset?.(source, isDisplay) ?? <code dir="ltr">{source}</code>
  if (isBlock)
    return (
      <div className="prose-block">
        <ScrollBox label={words.formula}>{formula}</ScrollBox>
      </div>
    )
  return <span className={isDisplay ? 'prose-formula-line' : 'prose-formula'}>{formula}</span>
}
