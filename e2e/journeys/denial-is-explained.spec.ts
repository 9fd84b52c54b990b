import type { Page } from '@playwright/test'
import { AccountPages } from '../account-pages.ts'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey, SLOW } from '../journey.ts'

const GRANT = 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA'
/** What upstream says in these journeys, and what no page ever shows. */
const CANARY = 'CANARY of upstream'

/** Nothing of upstream's words, nor of another tenant, is anywhere in the page. */
async function expectNothingOfOthers(page: Page, others: readonly string[]) {
  const html = await page.content()
  for (const word of [CANARY, ...others]) expect(html).not.toContain(word)
}

journey(
  'a denial says who may not use what, offers a way on and gives the text back',
  { tag: ['@U27', '@U28', '@U30'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Beta')
    await chat.modelButton.click()
    await expect(page.getByRole('menuitemradio', { name: 'claude-4-sonnet' })).toContainText('Not granted in Snowflake')
    await page.keyboard.press('Escape')
    await chat.chooseModel('claude-4-sonnet')
    await chat.ask('May I?')

    await expect(chat.alert).toHaveText('Snowflake does not let User Beta use claude-4-sonnet.')
    await expect(chat.field).toHaveValue('May I?')
    await expect(chat.field).toBeFocused()
    await expect(chat.answers).toHaveCount(0)
    // A refused first message is no conversation.
    await expect(page).toHaveURL('/')
    await expect(chat.list).toContainText('Nothing here yet')
    await page.getByRole('button', { name: 'Copy request id' }).click()
    expect(await chat.clipboard()).toMatch(/^\S{8,}$/)

    await page.getByRole('button', { name: 'Use openai-gpt-4.1 instead' }).click()
    await expect(chat.modelButton).toHaveAccessibleName('Model: openai-gpt-4.1')
    await chat.field.press('Enter')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.alert).toHaveCount(0)
  },
)

journey(
  'the statement on the page is the one that helps; taking it back denies again',
  { tag: '@U29' },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Beta')
    await chat.chooseModel('claude-4-sonnet')
    await chat.ask('May I?')
    await page.getByRole('button', { name: 'Copy statement' }).click()
    const statement = await chat.clipboard()
    expect(statement.replace(/;$/, '')).toBe(GRANT)

    stack.sql(statement)
    await chat.askAndRead('And now?')
    await expect(chat.alert).toHaveCount(0)
    await expect(chat.modelButton).toHaveAccessibleName('Model: claude-4-sonnet')

    stack.sql(GRANT.replace('GRANT', 'REVOKE').replace('TO ROLE', 'FROM ROLE'))
    await chat.ask('And after that?')
    await expect(chat.alert).toHaveText('Snowflake does not let User Beta use claude-4-sonnet.')
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.modelButton).toHaveAccessibleName('Model: claude-4-sonnet not available')
  },
)

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey(
    'a model can be taken away: that answer is written to its end, and the next question is denied',
    { tag: '@U32' },
    async ({ chat, stack }) => {
      await chat.signInAs('User Beta')
      await chat.ask('count to 90')
      const text = chat.answers.locator('.prose')
      await expect(text).toContainText('5, ')
      stack.sql('REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-OPENAI-GPT-4.1" FROM ROLE COCO_TENANT_BETA')
      expect(await text.textContent()).not.toContain('90')
      await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
      await expect(text).toHaveText(Array.from({ length: 90 }, (_, index) => index + 1).join(', '))
      await expect(chat.alert).toHaveCount(0)

      await chat.ask('And now?')
      await expect(chat.alert).toHaveText('Snowflake does not let User Beta use openai-gpt-4.1.')
      await expect(chat.field).toHaveValue('And now?')
      await expect(chat.answers).toHaveCount(1)
    },
  )
})

journey(
  'every cause has its own sentence and its own way on, and none repeats upstream’s words',
  { tag: ['@U28', '@U29', '@U30', '@U36'] },
  async ({ chat, page, stack }) => {
    const { faults } = stack.emulator
    await chat.signInAs('User Alpha')

    async function expectRefusal(sentence: string, code: string, wayOn: { text?: string; button?: string }) {
      await chat.ask('May I?')
      await expect(chat.alert).toHaveText(sentence)
      await expect(chat.field).toHaveValue('May I?')
      await expect(chat.field).toBeFocused()
      await expect(page.getByRole('main').getByText(code, { exact: true })).toBeVisible()
      await expect(page.getByRole('button', { name: 'Copy request id' })).toBeVisible()
      if (wayOn.text !== undefined) await expect(page.getByRole('main')).toContainText(wayOn.text)
      if (wayOn.button !== undefined) await expect(page.getByRole('button', { name: wayOn.button })).toBeVisible()
      await expectNothingOfOthers(page, ['User Beta', 'COCO_TENANT_BETA'])
    }

    faults.set({ fault: `status;code=400;text=unknown model: ${CANARY}` })
    const retired = 'Snowflake does not let User Alpha use claude-4-sonnet.'
    await expectRefusal(retired, 'model_not_allowed', { button: 'Use mistral-large2 instead' })
    faults.set({ fault: `status;code=429;retryAfterMs=30000;text=${CANARY}` })
    const limited = 'Snowflake is limiting claude-4-sonnet at the moment. Please try again shortly.'
    await expectRefusal(limited, 'upstream_rate_limited', {
      text: 'It is a limit of Snowflake',
      button: 'Use mistral-large2 instead',
    })
    // Its end is a guess, which nobody is made to wait for.
    await expect(chat.send).toHaveAttribute('aria-disabled', 'false')
    faults.clear()

    stack.sql('REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE COCO_TENANT_ALPHA')
    const noCortex = 'Snowflake does not let User Alpha use Cortex. A Snowflake administrator can allow it.'
    await expectRefusal(noCortex, 'account_not_entitled', { button: 'Copy statement' })
    await page.getByRole('button', { name: 'Copy statement' }).click()
    stack.sql(await chat.clipboard())
    await chat.askAndRead('And now?')
    await chat.field.fill('')

    stack.sql('ALTER USER COCO_USER_ALPHA UNSET RSA_PUBLIC_KEY')
    const noKey = 'Snowflake did not accept the key of User Alpha. Whoever runs Coco can repair it.'
    await expectRefusal(noKey, 'upstream_auth_failed', { button: 'Tell whoever runs Coco' })
  },
)

journey.describe('in an account that may not use Cortex', () => {
  journey.use({ stackOptions: { emulator: { trial: true } } })

  journey(
    'that is said, and what to ask for, with no statement that would not help',
    { tag: '@U28' },
    async ({ chat, page }) => {
      await chat.signInAs('User Alpha')
      await chat.ask('May I?')
      await expect(chat.alert).toHaveText(
        'Snowflake does not let User Alpha use Cortex. A Snowflake administrator can allow it.',
      )
      await expect(page.getByRole('button', { name: 'Ask for access' })).toBeVisible()
      await expect(page.getByRole('main')).not.toContainText('GRANT')
    },
  )
})

journey.describe('of a tenant without any model', () => {
  const revoke = ['OPENAI-GPT-4.1', 'LLAMA3.1-70B', 'DEEPSEEK-R1'].map(
    (model) => `REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${model}" FROM ROLE COCO_TENANT_BETA`,
  )

  journey(
    'everybody is told so, and whom to ask with which words',
    { tag: ['@U2', '@U61'] },
    async ({ chat, page, stack }) => {
      for (const statement of revoke) stack.sql(statement)
      await chat.signInAs('User Beta')
      await expect(page.getByRole('main')).toContainText('Snowflake lets User Beta use none of its models yet')
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(0)
      await page.getByRole('button', { name: 'Ask for access' }).click()
      await expectNoFlaws(page, 'a tenant without models')
      await page.getByRole('button', { name: 'Copy message' }).click()
      expect(await chat.clipboard()).toBe(
        'Please let User Beta use a model in Coco. Snowflake allows it none yet.\nTenant: tenant-beta.',
      )
      await chat.ask('Anybody there?')
      await expect(chat.alert).toContainText('Snowflake does not let User Beta use')
      // In local mode everybody administers.
      await expect(page.getByRole('button', { name: 'Copy statement' })).toBeVisible()
    },
  )

  journey.describe('with a Snowflake account', () => {
    journey.use({ stackOptions: { settings: { COCO_MODE: 'snowflake' } } })

    journey(
      'a member sees no statement but what to ask for, an administrator sees it',
      { tag: ['@U2', '@U29', '@U61'] },
      async ({ chat, page, stack }) => {
        for (const statement of revoke) stack.sql(statement)
        const account = new AccountPages(page)
        const ann = { email: 'ann@example.com', name: 'Ann', password: 'four words said quietly' }
        const root = { email: 'root@example.com', name: 'Root', password: 'four other words said' }
        await stack.addPerson({ ...ann, tenant: 'tenant-beta', roles: ['member'] })
        await stack.addPerson({ ...root, tenant: 'tenant-beta', roles: ['admin'] })
        await account.signIn(ann)
        await chat.ask('Anybody there?')
        await expect(chat.alert).toContainText('Snowflake does not let User Beta use')
        await expectNothingOfOthers(page, ['GRANT ', 'COCO_TENANT', 'User Alpha', 'tenant-alpha'])
        await page.getByRole('button', { name: 'Ask for access' }).click()
        await expect(page.getByRole('textbox', { name: 'Send this to whoever' })).toHaveValue(
          /Tenant: tenant-beta\. .*request \S+\.$/,
        )
        await expectNoFlaws(page, 'a member’s denial, with what to ask for')

        await account.signOut()
        await account.signIn(root)
        await chat.ask('Anybody there?')
        await expect(page.getByRole('button', { name: 'Copy statement' })).toBeVisible()
        await expect(page.getByRole('main')).toContainText('TO ROLE COCO_TENANT_BETA')
      },
    )
  })
})
