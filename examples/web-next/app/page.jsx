import { Face } from './face'

export default function Page() {
  return <Face tags="blonde hair, smile" seed={7} />
}
