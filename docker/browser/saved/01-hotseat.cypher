// 01 Who holds the job at a team, and who may come next?
// Coaches, contracts, comings, goings, candidates and talks around the team. The caption of an edge is what all
// articles together come to: confirmed, reported, speculated or denied; its colour is the kind of relation.
MATCH (team:Team) WHERE $team = team.name OR $team IN team.aliases
MATCH (person:Person)-[relation:COACHES|CONTRACT_UNTIL|EXTENDS_WITH|LEAVES|JOINS|CANDIDATE_FOR|IN_TALKS_WITH]->(team)
RETURN person, relation, team
