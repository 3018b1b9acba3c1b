/** The sandbox's clock and the ways to move it. */
import { useState } from 'preact/hooks';
import type { ClockRequest } from '../protocol.ts';
import { moveClock, Refusal } from './connection.ts';
import { usePage } from './context.ts';
import { formatClock, nextMorning, toLocalInput } from './times.ts';

/** The time, told in the machine's zone, with buttons that are held while the bot catches up. */
export function ClockPanel() {
  const { time, words } = usePage();
  const [moving, setMoving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const face = formatClock(time);

  const move = async (request: ClockRequest) => {
    setMoving(true);
    setProblem(undefined);
    try {
      await moveClock(request);
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : words.serverLost);
    } finally {
      setMoving(false);
    }
  };
  const set = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const to = new Date(String(new FormData(form).get('to')));
    if (Number.isNaN(to.getTime())) return;
    // From here on it follows the clock again.
    void move({ to: to.toISOString() }).then(() => form.reset());
  };

  return (
    <section class="clock" aria-label={words.clock}>
      <p class="clock-face">
        <time dateTime={time.now.toISOString()}>
          <strong>{face.time}</strong>
          <span>{face.date}</span>
        </time>
        <small>{face.zone}</small>
      </p>
      <div class="clock-moves">
        <button type="button" disabled={moving} onClick={() => void move({ by: 60 })}>
          {words.plusMinute}
        </button>
        <button type="button" disabled={moving} onClick={() => void move({ by: 3600 })}>
          {words.plusHour}
        </button>
        <button
          type="button"
          disabled={moving}
          onClick={() => void move({ to: nextMorning(time.now).toISOString() })}
        >
          {words.nextMorning}
        </button>
      </div>
      <form class="clock-set" onSubmit={set}>
        <input
          type="datetime-local"
          name="to"
          required
          aria-label={words.dateAndTime}
          defaultValue={toLocalInput(time.now)}
        />
        <button type="submit" disabled={moving}>
          {words.setClock}
        </button>
      </form>
      <p class="clock-note" role="status">
        {moving ? words.moving : problem}
      </p>
    </section>
  );
}
