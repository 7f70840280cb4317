// Says before a name is asked after how many may still be asked after today.

import type { NameQuotaAnswer } from '../../usecases/inquiries/read-name-quota.js';

export function NamesLeft({ quota: { you, organisation } }: { readonly quota: NameQuotaAnswer }) {
  const left = Math.min(you.left, organisation.left);
  return (
    <p class="small">
      {left === 0
        ? 'No more searches and inquiries can be made today. Speak with your coordinator, or with the central agency about what cannot wait.'
        : `Until 00:00 UTC you can make ${left} more searches and inquiries.`}{' '}
      Your organisation has {organisation.left} of {organisation.most} left for today.
    </p>
  );
}
