import { KeyRound } from 'lucide-react'
import { Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/sentence.tsx'
import { signIn } from '../../words/en/sign-in.ts'
import { useWords } from '../../words/language.ts'

const COMMAND = 'npm start'
const FILE = 'server/setup-link'

/** Before anybody has an account: where the way to the first one is found. */
export function SetupNote() {
  const words = useWords(signIn)
  return (
    <Notice icon={KeyRound} tone="attention">
      <p className="font-medium">{words.nobodyYet}</p>
      <p className="mt-0.5 text-ink-soft">
        <Sentence
          say={words.setupLink}
          parts={[<Code key="command">{COMMAND}</Code>, <Code key="file">{FILE}</Code>]}
        />
      </p>
    </Notice>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.9em] whitespace-nowrap text-ink">{children}</code>
}
