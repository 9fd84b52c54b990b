import type { SessionView } from '@coco/shared/identity-views'
import { useRouter } from '@tanstack/react-router'
import { trpc } from '../../lib/trpc.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { ChangePasswordForm } from './change-password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SessionList } from './session-list.tsx'

const WITHOUT_PASSWORD = {
  local: 'You signed in with one click, which only this local Coco offers. There is no password to change.',
  oidc: 'You signed in at your identity provider: your password is kept and changed there.',
}

/** What is one's own: the name, the password, and wherever one is signed in. */
export function SettingsPage({ session, onSignOut }: { session: SessionView; onSignOut: () => void }) {
  const utils = trpc.useUtils()
  const router = useRouter()

  async function showSession(changed: SessionView) {
    utils.session.me.setData(undefined, changed)
    await router.invalidate()
  }

  return (
    <>
      <PageHeading>Settings</PageHeading>
      <div className="mt-6 flex flex-col gap-10">
        <section>
          <h2 className="mb-3 font-serif text-xl">You</h2>
          <ProfileForm session={session} onChanged={showSession} />
        </section>
        <section>
          <h2 className="mb-3 font-serif text-xl">Password</h2>
          {session.method === 'password' ? (
            <ChangePasswordForm email={session.person.email} onChanged={() => utils.session.list.invalidate()} />
          ) : (
            <p className="text-ink-soft">{WITHOUT_PASSWORD[session.method]}</p>
          )}
        </section>
        <section>
          <SessionList onSignOut={onSignOut} />
        </section>
      </div>
    </>
  )
}
