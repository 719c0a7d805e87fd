"""Rules of the model: one file per phase of the week, and one per kind of actor for what options are worth.

A rule is a pure function of columns, shape ``(world,)``. Its arguments and its result are quantities of
`sim/vocabulary/quantities.py`, where unit and range stand; `p` holds parameters, `d` the dispositions of
the ally that decides. The first sentence of its docstring is shown to users, a comment says why its formula
has this form. Where theory gives only a direction the form is the simplest that has it:

- ``x + gain * (1 - x)``: a gain closes a share of the distance to 1, so that gains saturate;
- ``x * (1 - loss)``: a loss takes a share of what is there, so that nothing falls below 0;
- ``x * (1 - p.…_fade)``: what nobody renews fades by a half-life in weeks, which a reader can judge;
- ``nudge(x, target, rate)``: a state follows its target with a delay;
- ``larger(faded, new)``: what stands until it is forgotten is renewed by repetition, not added up;
- a product where every factor is needed, a sum where one reason is enough without the others;
- ``2 * x - 1``: a share centred on ½, so that it argues for below one half and against above, or the reverse;
- ``smaller(x, 1)`` before a share is taken: nothing takes more than all.
"""
