// A linked device leaves the account: by the owner's hand, or by its own request.
import type { Companion } from './companion.ts';
import { node } from './node.ts';
import type { World } from './world.ts';

export function unlink(world: World, companion: Companion, say = true): void {
  world.companions.delete(companion.device);
  const { link } = companion;
  if (!link) return;
  if (say) link.send(node('stream:error', { code: '401' }, [node('conflict', { type: 'device_removed' })]));
  link.end();
}
