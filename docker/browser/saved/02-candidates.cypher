// 02 Who is named for which job, by whom, how surely?
// Candidacies and talks of all teams, those that are denied after the others.
MATCH (person:Person)-[r:CANDIDATE_FOR|IN_TALKS_WITH]->(team)
RETURN team.name AS team, person.name AS person, r.predicate AS predicate, r.status AS status, r.role AS role,
  r.sources AS said_by, r.claims AS claims, r.last_reported AS last_reported
ORDER BY team, r.status = 'denied', coalesce(last_reported, '') DESC, person
