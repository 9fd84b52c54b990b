import { TriangleAlert } from 'lucide-react'
import { Notice } from './notice.tsx'

interface Props {
  /** Nothing for null; `english` is what the server has to add, which says it in English only. */
  text: string | { text: string; english: string } | null
}

/** Why something did not work; said at once. */
export function Alert({ text }: Props) {
  if (text === null) return null
  return (
    <Notice icon={TriangleAlert} tone="danger">
      {typeof text === 'string' ? (
        <p role="alert">{text}</p>
      ) : (
        <div role="alert">
          <p>{text.text}</p>
          <p lang="en" className="mt-1 text-ink-soft">
            {text.english}
          </p>
        </div>
      )}
    </Notice>
  )
}
