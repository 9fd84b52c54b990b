import { memo, type ReactNode } from 'react'
import { CopyButton } from '../../../../ui/copy-button.tsx'
import { text } from '../../../../words/en/text.ts'
import { useWords } from '../../../../words/language.ts'
import { DiagramBlock } from '../diagram/diagram-block.tsx'
import { hasDirection } from '../links/link-target.ts'
import { useHighlight } from './use-highlight.ts'

interface Props {
  /** As the fence names it; empty when it does not. */
  language: string
  code: string
  /** Its end is there: until then it is neither coloured nor drawn. */
  isComplete: boolean
}

/** A block of code with its language and a way to copy exactly this code. */
export function CodeBlock({ language, code, isComplete }: Props) {
  const words = useWords(text)
  const coloured = useHighlight(language, code, isComplete)
  const source = (
    <pre
      dir="ltr"
      role="region"
      tabIndex={0}
      aria-label={words.code(language)}
      className="overflow-x-auto px-3.5 py-3 font-mono text-[0.8125rem] leading-5.5 -outline-offset-2"
    >
      <code translate="no">{coloured ?? inPieces(code)}</code>
    </pre>
  )
  return (
    <div className="prose-block overflow-hidden rounded-md border border-line bg-sunken">
      <div className="flex min-h-9 items-center justify-between gap-2 border-b border-line py-0.5 pr-1.5 pl-3.5">
        <span className="truncate font-mono text-xs text-ink-soft">
          {language === '' ? words.noLanguage : language}
        </span>
        <CopyButton label={words.copyCode} text={() => code} />
      </div>
      {hasDirection(code) && (
        <p className="border-b border-line px-3.5 py-1.5 text-sm text-danger">{words.hiddenDirection}</p>
      )}
      {language === 'mermaid' && isComplete ? <DiagramBlock source={code}>{source}</DiagramBlock> : source}
    </div>
  )
}

const LINES_IN_A_PIECE = 100

/** So that a browser lays out only the piece that grows. */
function inPieces(code: string): ReactNode {
  const pieces: string[] = []
  let start = 0
  let lines = 0
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) {
    if (++lines % LINES_IN_A_PIECE !== 0) continue
    pieces.push(code.slice(start, at))
    start = at + 1
  }
  if (pieces.length === 0) return code
  return [...pieces, code.slice(start)].map((piece, index) => <Piece key={index} text={piece} />)
}

const Piece = memo(function Piece({ text: lines }: { text: string }) {
  return <span className="block">{`${lines}\n`}</span>
})
