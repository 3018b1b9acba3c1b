/** The name of a delivery: what its message carries, and what keeps Discord from taking it twice. */
import type { Occasion } from './book.ts';

const KEY = /^([a-z0-9]{1,13})(\d{4})(\d{2})(\d{2})$/;

/**
 * The key of a delivery: the subscription's id and the local date, at most 21 small letters and digits, so that it also
 * serves as the nonce of its message (at most 25, https://docs.discord.com/developers/resources/message#create-message).
 */
export function deliveryKey(subscription: string, date: string): string {
  return subscription + date.replaceAll('-', '');
}

/** What a key names; undefined when it is none. */
export function parseDeliveryKey(key: string): Occasion | undefined {
  const [, subscription, year, month, day] = KEY.exec(key) ?? [];
  return subscription === undefined ? undefined : { subscription, date: `${year}-${month}-${day}` };
}
