import { section } from '../section.ts'

export const trouble = section('trouble', {
  limit: {
    over: 'You can send again now.',
    left: (time: string) => `You can send again in ${time}.`,
    ofTenant: (tenant: string, calls: string) =>
      `It is the limit of ${tenant}: ${calls} messages per minute, for everybody in it together.`,
    ofCoco:
      'It is a limit of Coco, for everybody together. How long it lasts depends on the answers that are being written.',
    ofSnowflake: 'It is a limit of Snowflake, and Snowflake does not say exactly when it ends.',
    sendWhenAllowed: 'Send when allowed',
    willBeSent: 'What is in the box will be sent as soon as that is allowed.',
    doNotSend: 'Do not send',
  },
  grant: (tenant: string, model: string) => `A Snowflake administrator lets ${tenant} use ${model} with:`,
  grantSearch: (tenant: string) => `A Snowflake administrator lets ${tenant} search its documents with:`,
  copyStatement: 'Copy statement',
  takeInstead: (model: string) => `Use ${model} instead`,
  access: {
    ask: 'Ask for access',
    tell: 'Tell whoever runs Coco',
    sendThis: (tenant: string) => `Send this to whoever looks after ${tenant} or Snowflake where you work:`,
    message: 'Message',
    copyMessage: 'Copy message',
    pleaseAllow: (tenant: string, model: string) => `Please let ${tenant} use ${model} in Coco.`,
    pleaseAllowAny: (tenant: string) => `Please let ${tenant} use a model in Coco. Snowflake allows it none yet.`,
    pleaseRepair: (tenant: string) => `${tenant} gets no answers in Coco.`,
    reference: (tenantId: string, code: string, requestId: string) =>
      `Tenant: ${tenantId}. What Coco said: ${code}, request ${requestId}.`,
    referenceOfTenant: (tenantId: string) => `Tenant: ${tenantId}.`,
  },
  missing: {
    title: 'There is no such conversation',
    why: 'It may have been deleted, or it belongs to somebody else or to another tenant.',
    startNew: 'Start a new chat',
  },
  unread: { title: 'This conversation could not be opened', again: 'Try again' },
  waiting: {
    offer: (model: string) => `${model} is taking its time. You can go on waiting, or:`,
    askOther: (model: string) => `Ask ${model} instead`,
    stop: 'Do not wait any longer',
  },
  signInAgain: {
    title: 'Sign in again to go on',
    why: 'Your session has ended. What is on the page and what you have written stays, if you sign in as the same person in the same tenant.',
    elsewhere: (provider: string) => `Sign in with ${provider} in a new tab`,
    comeBack: 'When you have signed in there, come back here: this page notices.',
    leave: 'Leave this page',
  },
})
