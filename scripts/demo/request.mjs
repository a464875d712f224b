import { people } from './people.mjs'

/** What waits for approval when the demo starts: the rules of `vision` want somebody else to agree. The id makes it one. */
export const demoRequest = {
  id: '7d1f0c52-3b7e-4c7a-9f57-5f1b8f0f6a01',
  repo: 'vision',
  model: 'detector:yolo',
  version: 'v3.0.0',
  stage: 'production',
  reason: 'Two weeks in staging without a missed parcel',
  requester: { name: people.deepak.name, email: people.deepak.email },
}
