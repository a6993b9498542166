// 00 The names that the questions ask about
// These come from the bundled articles; put names of your own graph in their place, as the graph writes them. The triangle
// before a query runs it; a click on its text puts it into the editor, where it can be changed.
:param {team: 'Ravensmoor Town', person: 'Owen Carrick', other: 'Dale Hathersage'}
