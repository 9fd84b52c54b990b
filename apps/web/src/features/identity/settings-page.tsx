import type { SessionView } from '@coco/shared/identity-views'
import { useRouter } from '@tanstack/react-router'
import { trpc } from '../../lib/trpc.ts'
import { PageHeading } from '../../ui/page-heading.tsx'
import { settings } from '../../words/en/settings.ts'
import { useWords } from '../../words/language.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import { DeviceSettings } from './device-settings.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SessionList } from './session-list.tsx'

/** What is one's own: the name, how the page is on this device, the password, and wherever one is signed in. */
export function SettingsPage({ session, onSignOut }: { session: SessionView; onSignOut: () => void }) {
  const words = useWords(settings)
  const utils = trpc.useUtils()
  const router = useRouter()

  async function showSession(changed: SessionView) {
    utils.session.me.setData(undefined, changed)
    await router.invalidate()
  }

  return (
    <>
      <PageHeading>{words.settings}</PageHeading>
      <div className="mt-6 flex flex-col gap-10">
        <section>
          <h2 className="mb-3 font-serif text-xl">{words.you}</h2>
          <ProfileForm session={session} onChanged={showSession} />
        </section>
        <DeviceSettings />
        <section>
          <h2 className="mb-3 font-serif text-xl">{words.password}</h2>
          {session.method === 'password' ? (
            <ChangePasswordForm email={session.person.email} onChanged={() => utils.session.list.invalidate()} />
          ) : (
            <p className="text-ink-soft">{words.noPassword[session.method]}</p>
          )}
        </section>
        <section>
          <SessionList onSignOut={onSignOut} />
        </section>
      </div>
    </>
  )
}
