import { storeChoice } from '../app/stored-choice'

/** What the visitor wants to draw on; `auto` takes the best that works. */
export type DeviceChoice = 'auto' | 'webgpu' | 'wasm'

export const deviceChoices: readonly DeviceChoice[] = ['auto', 'webgpu', 'wasm']

const choice = storeChoice('device', deviceChoices)

export const readDevice = (): DeviceChoice => choice.read() ?? 'auto'

/** Keeps the choice for the next visits; a generator that runs already does not change. */
export const keepDevice = choice.write
