# Os e-mails.

## O convite: para clientes

mail-invitation-subject = Uma pergunta de { $company }
mail-invitation-preheader = Basta tocar num número para responder. Depois, é possível acrescentar algumas palavras.
mail-out-of = { $score } de { $top }
mail-asks = { $company } faz esta pergunta aos seus clientes.
mail-asks-since = { $company } faz esta pergunta por causa do atendimento ou da compra de { $date }.
mail-unsubscribe = Cancelar a inscrição
mail-again = { $how ->
    [solved] Em { $date }, contou-nos o que não tinha corrido bem. Esperamos que esteja resolvido. Como está agora?
    [noticed] Em { $date }, algo correu mal do nosso lado. Como vê isso agora?
   *[told] Em { $date }, contou-nos o que não tinha corrido bem. Como vê isso agora?
}
mail-text-tap = Abra o link do número que melhor se aplica:
mail-text-unsubscribe = Para não receber mais perguntas como esta:

## O alerta: para o pessoal

mail-alert-subject = { $score } de { $top }: { $who }
mail-alert-subject-case = { $who } precisa de ajuda
mail-alert-someone = cliente sem nome
mail-alert-preheader = { $company }: ainda ninguém ligou de volta.
mail-alert-heading = Cliente insatisfeito: { $who }
mail-alert-score = { $score } de { $top }
mail-alert-no-words = Por enquanto, nenhum comentário junto com a nota.
mail-alert-call = Ligar: { $phone }
mail-alert-write = Escrever: { $email }
mail-alert-due = Falar com o cliente até { $time }. Tempo restante: { $left }.
mail-alert-late = Era preciso falar com o cliente até { $time }. Atraso: { $left }.
mail-alert-open = Abrir o caso
mail-alert-order = Do que se tratava
mail-alert-answered = Resposta recebida: { $at }
mail-alert-reason = Recebe esta mensagem porque cuida dos clientes insatisfeitos de { $company }.

## O link para a senha

mail-password-set-subject = Sua senha para { $company }
mail-password-set-lead = Foi criada uma conta em { $company } para { $email }. Escolha uma senha para entrar.
mail-password-set-button = Escolher a senha
mail-password-reset-subject = Uma nova senha para { $company }
mail-password-reset-lead = Alguém pediu uma nova senha para { $email } em { $company }. Provavelmente, o pedido é seu.
mail-password-reset-button = Escolher uma nova senha
mail-password-valid = O link funciona uma única vez. Validade: { $length }.
mail-password-ignore = Se o pedido não foi seu, não faça nada: a senha continua a mesma.
mail-password-unexpected = Se não conhece { $company }, não faça nada: sem senha, ninguém pode usar a conta.
mail-link-spelled-out = Se o botão não funcionar, abra este endereço:

## O e-mail de teste

mail-test-subject = E-mail de teste de { $company }
mail-test-lead = O envio funciona.
mail-test-detail = { $company } enviou esta mensagem de { $sender } através de { $route }. Data: { $at }.
mail-test-reason = Recebe esta mensagem porque alguém clicou em “Enviar um e-mail de teste” nas configurações.

## A mensagem de texto: ao cliente

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Teste: { $subject }

## A um cliente de quem cuidamos

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: estamos cuidando disso
    [renewal] { $company }: um novo horário para você
    [known_problem] { $company }: um problema que conhecemos
    [over] { $company }: o problema foi resolvido
   *[reply] { $company }: sobre o que você nos contou
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Quem vai falar com você e até quando.
    [renewal] Quando vamos falar com você e por que mudou.
    [known_problem] Pode ser que afete você. Veja o que sabemos.
    [over] Veja como terminou.
   *[reply] Uma resposta de { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Estamos cuidando disso
    [renewal] Um novo horário para você
    [known_problem] Um problema que conhecemos
    [over] O problema foi resolvido
   *[reply] Uma resposta para você
}
mail-customer-next = Você não precisa explicar nada duas vezes. Se o horário tiver de mudar, avisamos antes que ele passe.
mail-customer-expected = Esperamos que termine { $by }.
mail-customer-reply = Quer acrescentar algo? Responda a este e-mail: ele chega à pessoa que está cuidando disso.
mail-customer-why = { $kind ->
    [known_problem] Você recebe esta mensagem porque o problema pode afetar você como cliente de { $company }. Não é publicidade.
    [over] Você recebe esta mensagem porque falamos do problema com você como cliente de { $company }. Não é publicidade.
   *[other] Você recebe esta mensagem porque { $company } está cuidando de algo para você.
}

## Notícias para a equipe

mail-news-heading = { $what ->
    [wrote] { $who } escreveu
    [line] Um recado para a gerência, de { $who }
    [unsolved] Não está resolvido, diz { $who }
    [call] { $who } escolheu um horário para a ligação
    [renewed] Novo horário prometido a { $who }
    [broken] Promessa não cumprida com { $who }
   *[undelivered] Nosso e-mail não chegou a { $who }
}
mail-news-time = { $what ->
    [call] Ligação: { $at }.
    [broken] Prometido para { $at }.
   *[renewed] Agora prometido para { $at }.
}
mail-news-open = Abrir

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Ainda ninguém assumiu este caso
    [overdue] Um prazo terminou
    [reopened] O caso está aberto de novo
    [assigned] Este caso foi-lhe atribuído
    [warning] Um prazo está a terminar
   *[opened] Um caso novo
}
mail-alert-prefix = { $why ->
    [reminder] Lembrete
    [overdue] Atrasado
    [reopened] Aberto de novo
    [assigned] Para si
    [warning] Prazo próximo
   *[opened] Novo
}
mail-alert-due-solution = Resolver até { $time }. Tempo restante: { $left }.
mail-alert-late-solution = Era preciso resolver até { $time }. Atraso: { $left }.
mail-alert-claim = Assumir o caso
mail-digest-heading = { $count ->
    [one] { $count } caso espera por alguém
   *[other] { $count } casos esperam por alguém
}
mail-digest-due = Prazo: { $time }
mail-digest-late = O prazo terminou: { $time }
mail-digest-open = Abrir a lista de casos
mail-room-subject = { $room } já não recebe mensagens
mail-room-what = O serviço de { $room } recusou a nossa mensagem, por isso nada mais é enviado para lá. A resposta: { $reason }
mail-room-open = Configurar de novo

## A melhoria: a quem reclamou

mail-improvement-subject = O que { $company } mudou
mail-improvement-preheader = Em { $date }, contou-nos o que não tinha corrido bem.
mail-improvement-lead = Em { $date }, contou-nos o que não tinha corrido bem. Foi isto que mudámos.
mail-improvement-why = { $company } escreve porque nos disse o que estava mal. É o único e-mail sobre isso.
