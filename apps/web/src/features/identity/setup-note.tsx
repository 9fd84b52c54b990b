import { KeyRound } from 'lucide-react'
import { Notice } from '../../ui/notice.tsx'

/** Before anybody has an account: where the way to the first one is found. */
export function SetupNote() {
  return (
    <Notice icon={KeyRound} tone="attention">
      <p className="font-medium">Nobody has an account here yet.</p>
      <p className="mt-0.5 text-ink-soft">
        The first one is made with a setup link. <Code>npm start</Code> prints it, and the server keeps it in the file{' '}
        <Code>server/setup-link</Code> of its data folder. Programs need no account: they send an API key.
      </p>
    </Notice>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.9em] whitespace-nowrap text-ink">{children}</code>
}
