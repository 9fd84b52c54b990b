import { memo } from 'react'
import { paintBlock } from './paint/answer-nodes.tsx'
import { closeOpenMarks } from './blocks/close-open-marks.ts'
import { CodeBlock } from './code/code-block.tsx'
import { FormulaView } from './formula/formula-view.tsx'
import { fenceOf, withoutClosingMarks } from './blocks/lone-fence.ts'
import { formulaOf, isOpenFormula } from './formula/lone-formula.ts'
import { LongTable } from './paint/long-table.tsx'
import { parseMarkdown } from './parse/parse-markdown.ts'
import type { AnswerPart } from './blocks/split-answer.ts'
import { rowGroupsOf } from './blocks/table-rows.ts'

/** One block of an answer. What can be very long, code and tables, is not read as a whole. */
export const AnswerBlock = memo(function AnswerBlock({ text, definitions, isOpen }: AnswerPart) {
  const fence = fenceOf(text)
  if (fence) {
    // Its language may not be complete.
    if (isOpen && !text.includes('\n')) return null
    const isComplete = fence.isClosed || !isOpen
    const code = isComplete ? fence.code : withoutClosingMarks(fence.code)
    return <CodeBlock language={fence.language} code={code} isComplete={isComplete} />
  }
  const formula = formulaOf(text)
  if (formula) return <FormulaView source={formula} isDisplay isBlock />
  if (isOpen && isOpenFormula(text)) return null
  const shown = isOpen ? closedEnd(text) : text
  const rows = rowGroupsOf(shown)
  return rows ? <LongTable {...rows} /> : paintBlock(parseMarkdown(shown, definitions))
})

/** Of a table only the last row can have something open. */
function closedEnd(text: string): string {
  if (!rowGroupsOf(text)?.rowCount) return closeOpenMarks(text)
  const lastRow = text.lastIndexOf('\n') + 1
  return text.slice(0, lastRow) + closeOpenMarks(text.slice(lastRow))
}
