// Draws the values of properties from one seed in every run, so that a change is refused for what it did; DEEP=1 draws others each time.
import fc from 'fast-check';

if (process.env.DEEP !== '1') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_129 });
