// 05 Who belongs to a team, who comes, who goes?
// One row a relation, with the number of claims behind it and the clearest sentence.
MATCH (team:Team) WHERE $team = team.name OR $team IN team.aliases
MATCH (person:Person)-[r]->(team)
OPTIONAL MATCH (claim:Claim {id: r.claim})
RETURN r.predicate AS predicate, person.name AS person, r.status AS status, r.tense AS tense, r.role AS role,
  r.since AS since, r.until AS until, r.claims AS claims, claim.evidence AS sentence
ORDER BY predicate, tense, coalesce(r.last_reported, '') DESC, person
