import { expect, it } from 'vitest';
import { simulateApart } from './simulate.ts';

const ZONES = [
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Beirut',
  'America/Havana',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Hong_Kong',
  'Asia/Taipei',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Europe/Lisbon',
  'Atlantic/Azores',
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'America/Asuncion',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Nuuk',
  'Antarctica/Troll',
  'UTC',
];

it.each([1, 2, 3])(
  'through crashes, faults and clock changes each date is told and published exactly once (seed %i)',
  { timeout: 60_000 },
  async (seed) => {
    const from = ['2026-03-01', '2026-09-10', '2027-02-15'][seed - 1] ?? '2026-03-01';
    const result = await simulateApart({ seed, zones: ZONES, from, days: 50, perZone: 2 }, 16);
    expect(result).toMatchObject({
      doubled: [],
      missed: [],
      stray: [],
      mistold: [],
      mispinged: [],
      unpublished: [],
      leaked: [],
    });
    // The run is worth nothing where little went wrong, or little could go out.
    expect(result.dates).toBeGreaterThan(2_000);
    expect(result.reachable).toBeGreaterThan(result.dates * 0.6);
    expect(result.toPublish).toBeGreaterThan(500);
    expect(result.counts.crashes).toBeGreaterThan(50);
    expect(result.counts.faults).toBeGreaterThan(100);
  },
);
