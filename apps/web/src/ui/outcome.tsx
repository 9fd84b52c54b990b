import { CircleCheck } from 'lucide-react'
import { Notice } from './notice.tsx'

/** What was just done, in sight and said once. The region is always there: one that comes with its text is not read. */
export function Outcome({ text }: { text: string | null }) {
  return (
    <div role="status">
      {text !== null && (
        <Notice icon={CircleCheck} tone="calm">
          {text}
        </Notice>
      )}
    </div>
  )
}
