// The use cases of this capability, as the composition root provides them.

import { AddFigure } from './add-figure.js';
import { CorrectFigure } from './correct-figure.js';
import { ListFigures } from './list-figures.js';
import { LoadFigures } from './load-figures.js';
import { ReadFigure } from './read-figure.js';

export const publishedFigureUseCases = [AddFigure, CorrectFigure, ListFigures, LoadFigures, ReadFigure] as const;
