import { type ReactNode, useState } from 'react'
import { ChartNetwork } from 'lucide-react'
import { SmallButton } from '../../../../ui/small-button.tsx'
import { text } from '../../../../words/en/text.ts'
import { useWords } from '../../../../words/language.ts'
import { DiagramFrame } from './diagram-frame.tsx'
import type { DrawingFailure } from './drawing-failure.ts'
import { isDrawable } from './drawable.ts'

type Shown = 'source' | 'diagram' | DrawingFailure

/** A diagram as it is written, and drawn when somebody asks for it. */
export function DiagramBlock({ source, children }: { source: string; children: ReactNode }) {
  const words = useWords(text)
  const [shown, setShown] = useState<Shown>('source')
  const failure = {
    source: '',
    diagram: '',
    tooLarge: words.diagramTooLarge,
    tooSlow: words.diagramTooSlow,
    notUnderstood: words.diagramNotUnderstood,
  }[shown]

  function toggle() {
    if (shown === 'diagram') setShown('source')
    else setShown(isDrawable(source) ? 'diagram' : 'tooLarge')
  }

  return (
    <>
      <div className="border-b border-line px-2 py-0.5">
        <SmallButton icon={ChartNetwork} onClick={toggle}>
          {shown === 'diagram' ? words.hideDiagram : words.showDiagram}
        </SmallButton>
      </div>
      <p role="status" className="px-3.5 py-1.5 text-sm text-ink-soft empty:hidden">
        {failure}
      </p>
      {shown === 'diagram' ? <DiagramFrame source={source} onFailure={setShown} /> : children}
    </>
  )
}
