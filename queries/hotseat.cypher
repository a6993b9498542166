// Who holds a job at a team, until when, and who may come next?
//
// The whole story of one post, in sections: who holds it, until when the contract runs, whether it is to be extended,
// who leaves, who comes, who is a candidate, who talks. Each row is one relation between a person and the team, with
// what all articles together come to, who says so, when it was first and last reported, and its clearest sentence.
// Who held it until an article confirmed the end is in the section left.
// Only people who are or were named in connection with that post are shown, so a player's contract does not appear.
//
// @param team: team -- The club or national team.
// @param role: role = "head_coach" -- The post. An interim coach counts as head coach.
// @param since: date = null -- Only what was still reported on or after this day.
// @param status: status = null -- Only what is confirmed, reported, speculated or denied.
// @param min_confidence: float 0..1 = 0.0 -- Only what the extractor was at least this sure to have read rightly.
// @column section: string -- incumbent, contract, extension, leaving, joining, candidate, talks or left.
// @column person: string -- Who.
// @column status: string -- What all claims come to: confirmed, reported, speculated or denied.
// @column role: string -- The post, where the claims name one.
// @column since: date -- First day, as exact as the articles say.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event.
// @column manner: string -- How the time at the team ends: sacked, resigned, …
// @column said_by: strings -- Everyone named as a source in any of the claims.
// @column outlet: string -- Who published the sentence.
// @column claims: int -- How many claims say so.
// @column first_reported: date -- Date of the oldest article.
// @column last_reported: date -- Date of the newest article.
// @column confidence: float -- Probability that the sentence was read rightly, 0 to 1.
// @column sentence: string -- The clearest sentence, word for word.
// @column person_id: id -- Id of the person.
// @column relation: string -- Kind of the relation.
// @column team_id: id -- Id of the team.
// @column claim: id -- Id of the sentence's claim, for the question evidence.
// @column url: string -- Address of the article.
// @table section person status since until when claims confidence said_by outlet last_reported sentence
// @edges person_id relation team_id
// @example team="Real Madrid"
// @example team="Real Madrid" role=sporting_director since=2023-06
MATCH (t:Entity {id: $team})<-[r:COACHES|WORKS_FOR|CONTRACT_UNTIL|EXTENDS_WITH|LEAVES|JOINS|CANDIDATE_FOR|IN_TALKS_WITH]-(p:Person)
WHERE coalesce(r.tense, 'current') = 'current'
  AND ($status IS NULL OR r.status = $status)
  AND r.confidence >= $min_confidence
  AND ($since IS NULL OR substring(coalesce(r.last_reported, '') + '-01-01', 0, 10) >= $since)
  AND CASE
    WHEN r.role IS NOT NULL
      THEN r.role = $role OR ($role = 'head_coach' AND r.role = 'interim_coach')
    ELSE EXISTS {
      MATCH (t)<-[x:COACHES|WORKS_FOR|LEAVES|JOINS|CANDIDATE_FOR|IN_TALKS_WITH]-(p)
      WHERE x.role = $role OR ($role = 'head_coach' AND x.role = 'interim_coach')
    }
  END
WITH t, p, r,
  CASE
    WHEN r.predicate IN ['coaches', 'works_for'] THEN CASE WHEN EXISTS {
      MATCH (t)<-[x:LEAVES]-(p)
      WHERE x.status = 'confirmed' AND coalesce(x.last_reported, '') >= coalesce(r.last_reported, '')
        AND CASE
          WHEN x.when IS NULL THEN x.manner IN ['sacked', 'resigned', 'mutual']
          ELSE substring(x.when + '-01-01', 0, 10) <= coalesce(x.last_reported, '')
        END
    } THEN 8 ELSE 1 END
    WHEN r.predicate = 'contract_until' THEN 2 WHEN r.predicate = 'extends_with' THEN 3
    WHEN r.predicate = 'leaves' THEN 4 WHEN r.predicate = 'joins' THEN 5 WHEN r.predicate = 'candidate_for' THEN 6
    ELSE 7
  END AS place,
  CASE r.status WHEN 'confirmed' THEN 1 WHEN 'reported' THEN 2 WHEN 'speculated' THEN 3 ELSE 4 END AS doubt
OPTIONAL MATCH (c:Claim {id: r.claim})
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
RETURN
  ['incumbent', 'contract', 'extension', 'leaving', 'joining', 'candidate', 'talks', 'left'][place - 1] AS section,
  p.name AS person, r.status AS status, r.role AS role, r.since AS since, r.until AS until, r.when AS when,
  r.manner AS manner, coalesce(r.sources, []) AS said_by, a.outlet AS outlet, r.claims AS claims,
  r.first_reported AS first_reported, r.last_reported AS last_reported, r.confidence AS confidence,
  c.evidence AS sentence, p.id AS person_id, type(r) AS relation, t.id AS team_id, r.claim AS claim, a.url AS url
ORDER BY place, CASE WHEN doubt = 4 THEN 1 ELSE 0 END, coalesce(last_reported, '') DESC, doubt, claims DESC, person, r.id
