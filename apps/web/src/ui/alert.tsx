import { TriangleAlert } from 'lucide-react'
import { Notice } from './notice.tsx'

/** Why something did not work; said at once. Nothing for null. */
export function Alert({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <Notice icon={TriangleAlert} tone="danger">
      <p role="alert">{text}</p>
    </Notice>
  )
}
