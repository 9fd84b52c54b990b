import type { TenantSettingsView } from '@coco/shared/tenant-settings'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { RadioOption } from '../../ui/radio-option.tsx'
import { tenant } from '../../words/en/tenant.ts'
import { useWords } from '../../words/language.ts'
import { retentionEffect } from './retention-effect.ts'

const SUGGESTED_DAYS = 365

/** How long conversations live, and what that will delete, before anybody saves it. */
export function RetentionForm({ settings, tenantName }: { settings: TenantSettingsView; tenantName: string }) {
  const words = useWords(tenant)
  const { retention } = words
  const utils = trpc.useUtils()
  const save = trpc.settings.update.useMutation({
    onSuccess: (saved) => utils.settings.get.setData(undefined, saved),
  })
  const [isLimited, setIsLimited] = useState(settings.conversationDays !== null)
  const [typedDays, setTypedDays] = useState(String(settings.conversationDays ?? SUGGESTED_DAYS))
  const [now] = useState(() => new Date())
  const days = isLimited ? Number(typedDays) : null
  const isDays = days === null || (Number.isInteger(days) && days >= 1 && days <= 3650)
  const isChanged = days !== settings.conversationDays

  return (
    <Form
      className="mt-5 flex flex-col gap-4"
      onSubmit={() => {
        if (!save.isPending) save.mutate({ conversationDays: days })
      }}
    >
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{retention.keep}</legend>
        <RadioOption
          name="retention"
          label={retention.forEver}
          isChosen={!isLimited}
          onChoose={() => setIsLimited(false)}
        />
        <RadioOption
          name="retention"
          label={retention.forSomeDays}
          isChosen={isLimited}
          onChoose={() => setIsLimited(true)}
        />
      </fieldset>
      {isLimited && (
        <Field
          className="max-w-48"
          name="days"
          label={retention.days}
          hint={retention.daysHint}
          type="number"
          inputMode="numeric"
          min={1}
          max={3650}
          step={1}
          value={typedDays}
          onChange={(event) => setTypedDays(event.target.value)}
          required
        />
      )}
      <p className="text-sm text-ink-soft">{isDays && retentionEffect(days, tenantName, now)}</p>
      <Alert text={errorSentence(save.error)} />
      <Outcome text={save.isSuccess && !isChanged ? words.saved : null} />
      <div>
        <Button type="submit" look="outline" aria-disabled={save.isPending}>
          {words.save}
        </Button>
      </div>
    </Form>
  )
}
