import fc from 'fast-check';

// A property that fails is made smaller before it is shown; that may take longer than a run has.
fc.configureGlobal({ interruptAfterTimeLimit: 45_000 });
