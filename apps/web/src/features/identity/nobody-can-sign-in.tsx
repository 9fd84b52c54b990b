/** Where there are no seeded people: what works nevertheless, and where signing in does. */
export function NobodyCanSignIn() {
  return (
    <>
      <h1 className="mt-6 font-serif text-2xl text-balance">People cannot sign in here yet</h1>
      <p className="mt-2 text-ink-soft">
        This version of Coco signs people in only in local mode. With a Snowflake account, as here, it serves programs.
      </p>
      <dl className="mt-6 border-t border-line">
        <div className="border-b border-line py-3.5">
          <dt className="font-medium">For a program</dt>
          <dd className="mt-1 text-sm text-ink-soft">
            Send an API key as <Code>X-API-Key</Code> to <Code>POST /v1/chat/stream</Code>.
          </dd>
        </div>
        <div className="border-b border-line py-3.5">
          <dt className="font-medium">To try the chat yourself</dt>
          <dd className="mt-1 text-sm text-ink-soft">
            Run <Code>npm start</Code> without <Code>SNOWFLAKE_ACCOUNT</Code>: local mode brings people to sign in as.
          </dd>
        </div>
      </dl>
    </>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.9em] whitespace-nowrap text-ink">{children}</code>
}
