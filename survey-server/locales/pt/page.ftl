### O que os clientes leem: o questionário e as páginas em volta dele.

## Expressões dentro de outras frases

# $day é today, tomorrow ou later.
by = { $day ->
    [today] hoje até às { $time }
    [tomorrow] amanhã até às { $time }
   *[later] no dia { $date }, até às { $time }
}

## Rodapé de cada página

footer-help = Preciso de ajuda
footer-unsubscribe = Não receber mais estes e-mails
footer-privacy = O que é feito com as respostas

## Questionário

survey-title = { $problems ->
    [0] { $name }
   *[other] Confira: { $name }
}
survey-anonymous = Esta pesquisa é anônima: sua resposta é guardada sem seu nome, seu endereço e o horário. Depois de enviada, não pode ser alterada.
survey-progress = Pergunta { $number } de { $count }
survey-page = Página { $number } de { $count }
survey-changed = O questionário mudou depois de o ter aberto. Veja, por favor, as suas respostas e envie-as outra vez.
survey-again = Já respondeu. O que mudar aqui substitui a resposta anterior.
survey-nothing = Ainda não há nenhuma resposta. Basta uma.
survey-problems = Falta rever um ponto
survey-chose = A sua nota: { $score }.
survey-follow-up = { $category ->
    [detractor] O que falhou?
    [passive] O que poderia ter sido melhor?
   *[promoter] Do que mais gostou?
}
survey-change = Mudar
survey-optional = (opcional)
survey-other = Com as suas palavras
survey-characters-left = Caracteres restantes: { $count }
survey-send = Enviar
survey-next = Continuar
survey-back = Voltar

## Agradecimento

thanks-title = Agradecemos a resposta
thanks-heading = { $category ->
    [detractor] Agradecemos por nos contar. Lamentamos que tenha sido assim.
    [passive] Agradecemos a resposta. Já sabemos o que melhorar.
   *[promoter] Agradecemos a resposta. É bom saber disso.
}
thanks-promise-owner = { $channel ->
    [email] { $owner }, de { $company }, vai escrever para o seu e-mail { $by }.
   *[phone] { $owner }, de { $company }, vai ligar para o seu telefone { $by }.
}
thanks-promise = { $channel ->
    [email] Alguém de { $company } vai escrever para o seu e-mail { $by }.
   *[phone] Alguém de { $company } vai ligar para o seu telefone { $by }.
}
thanks-promise-next = Não será preciso contar tudo de novo: a sua resposta já chegou. Se ninguém responder a tempo, a gerência é avisada.
thanks-follow = Ver o andamento
thanks-noted = { $company } recebeu a sua resposta.
thanks-add-comment = Acrescentar
thanks-kept = { $outcome ->
    [contradicted] Por este link chegaram várias notas diferentes em dois minutos, por isso nenhuma conta. Se foi o próprio a responder, responda ao nosso e-mail, por favor.
   *[kept] Alguém já respondeu por este link. Essa resposta fica como está, e a sua foi guardada ao lado.
}
thanks-reviews = Também pode contar a outras pessoas
thanks-change = Mudar a minha resposta

## Cancelamento

unsubscribe-title = Não receber mais estes e-mails
unsubscribe-heading = Não receber mais perguntas de { $company }?
unsubscribe-what-address = { $company } deixará de perguntar a { $address } como foi a experiência.
unsubscribe-what = Não vamos mais perguntar como foi a sua experiência.
unsubscribe-keeps = As mensagens sobre as suas compras continuam a chegar: são enviadas por { $company } e nada muda para elas.
unsubscribe-button = Não perguntar mais
unsubscribed-title = Pronto. Não haverá mais perguntas
unsubscribed-what = Vale a partir deste momento, também para os e-mails que já estavam previstos.
unsubscribed-back = Se foi um engano, avise { $company }: só será possível voltar a perguntar com o seu consentimento.

## Links que já não levam a lugar nenhum

gone-title = Este link não funciona
gone-why = Talvez tenha expirado, ou uma parte se perdeu no caminho. Os links dos nossos e-mails funcionam durante 60 dias.
gone-next = Abra o e-mail outra vez e toque no número. Se não resolver, responda ao e-mail: as respostas são lidas por uma pessoa.
closed-title = Este questionário está encerrado
closed-now = { $company } já não recolhe respostas aqui. Agradecemos a visita.
closed-since = { $company } não recolhe respostas aqui desde { $since }. Agradecemos a visita.

## Problemas

problem-title = { $kind ->
    [answered] Você já respondeu
    [not_found] Esta página não existe
    [forbidden] Não tem acesso a esta página
    [expired] Este formulário esperou demais
    [invalid] Não foi possível aceitar assim
    [too_large] É longo demais para enviar
    [too_many] Pedidos demais ao mesmo tempo
    [unavailable] Indisponível por um momento
   *[internal] Algo falhou do nosso lado
}
problem-what = { $kind ->
    [answered] Esta pesquisa é anônima: ninguém consegue encontrar sua resposta de novo, nem para alterá-la. Ela chegou e conta.
    [not_found] Talvez o endereço tenha um erro de escrita, ou a página foi removida.
    [forbidden] O seu perfil não a inclui. Quem é proprietário do espaço de trabalho pode mudar isso.
    [expired] Nada foi alterado. Volte, recarregue a página e envie de novo.
    [invalid] Nada foi guardado. Volte, recarregue a página e envie de novo.
    [too_large] Encurte o texto e envie de novo. Nada foi guardado.
    [too_many] Espere um pouco e tente de novo. Nada se perdeu.
    [unavailable] Nada foi guardado. Envie de novo: a mesma resposta duas vezes conta só uma.
   *[internal] A culpa não é sua. O erro ficou anotado para quem cuida deste servidor.
}
problem-retry = { $seconds ->
    [one] Tente de novo dentro de { $seconds } segundo.
   *[other] Tente de novo dentro de { $seconds } segundos.
}
problem-back = Voltar
problem-again = Enviar outra vez
written-title = O que escreveu
written-kept-not = Não foi guardado. Pode copiar o texto daqui.
problem-request = Se escrever para nós sobre isto, indique este número:

## O andamento de um caso, como o cliente o vê

status-title = Andamento
# $state é open, claimed, contacted, waiting ou resolved.
status-heading = { $state ->
    [resolved] Está resolvido
    [contacted] A conversa já começou
    [waiting] Esperamos a sua resposta
   *[open] A sua resposta chegou e procuramos a pessoa certa
}
status-heading-owner = { $state ->
    [resolved] { $owner } resolveu isto
    [contacted] { $owner } cuida disto
    [waiting] { $owner } espera a sua resposta
   *[claimed] { $owner } vai cuidar disto
}
status-due = { $late ->
    [true] A nossa resposta devia ter chegado { $by }. Não chegou, e a gerência já sabe.
   *[false] { $channel ->
        [email] Vamos escrever para o seu e-mail { $by }.
       *[phone] Vamos ligar para o seu telefone { $by }.
    }
}
status-step = { $step ->
    [received] A sua resposta chegou
    [claimed] Alguém assumiu o caso
    [contacted] Primeira conversa
    [reopened] Aberto de novo
   *[resolved] Resolvido
}
status-reply = Quer acrescentar algo? Escreva para { $address }.

survey-yes = Sim
survey-no = Não
star-label = { $value } de { $top }
smiley-label = { $value ->
    [1] Insatisfeito
    [2] Mais ou menos
   *[3] Satisfeito
}
error-needs-answer = Responda a esta pergunta, por favor
error-needs-agreement = Marque a caixa para continuar
error-range = Escolha um número de { $low } a { $high }
error-length = O texto é longo demais; cabem { $limit } caracteres
error-choice = Escolha uma das respostas oferecidas
survey-preview-note = É assim que fica. Nada é guardado aqui.

kiosk-needs-script = Este tablet precisa de JavaScript. Ative-o nas configurações do navegador.
kiosk-begin = Toque para começar
kiosk-done = Pronto
kiosk-language = Idioma
kiosk-waiting = Aguardam conexão: { $count }
kiosk-refused = Não aceitas: { $count }
kiosk-gone = Este link foi retirado. Abra o novo neste tablet: o que está guardado aqui será enviado então.
kiosk-staff = Equipe
kiosk-pin = Para a equipe
kiosk-pin-what = PIN deste tablet
kiosk-pin-open = Abrir
kiosk-pin-wrong = Este não é o PIN.
kiosk-pin-wait = Tentativas demais. Tente de novo em { $seconds } s.
kiosk-pin-offline = O PIN só pode ser verificado com conexão.
kiosk-cancel = Cancelar
kiosk-send-now = Enviar agora
kiosk-discard = Descartar estas
kiosk-leave = Sair
kiosk-left = Esta página está parada
kiosk-start-again = Começar de novo
embed-close = Fechar

choice-limits = { $kind ->
    [exact] Escolha { $least }
    [least] Escolha pelo menos { $least }
    [most] Escolha no máximo { $most }
   *[between] Escolha de { $least } a { $most }
}
text-least = Pelo menos { $least } caracteres, por favor
error-unreadable = Este texto não chegou legível. Escreva-o outra vez, por favor

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Ninguém ficou livre para falar com você até agora. Pedimos desculpas.
    [closed] No horário que tínhamos indicado estamos fechados. Pedimos desculpas.
    [away] A pessoa que cuidava disso está ausente. Um colega assume.
    [handed_over] A pessoa que cuidava disso passou o caso à equipe.
    [chosen] Este é o horário que você escolheu.
   *[reopened] Você nos disse que não está resolvido.
}
status-solution = { $late ->
    [true] Queríamos ter resolvido isso { $by }. Ainda estamos trabalhando nisso.
   *[false] Isso será resolvido { $by }.
}
status-promises = O que prometemos
status-promise = { $what ->
    [solution] Solução: { $at }
   *[contact] Primeiro contato: { $at }
}
status-promise-state = { $state ->
    [kept] cumprido
    [renewed] trocado por um novo horário
    [broken] não cumprido
   *[open] ainda por vir
}
status-line-title = Um recado à gerência
status-line-what = Ele chega à gerência e à pessoa que cuida disso.
status-line-field = Sua mensagem
status-line-sent = Sua mensagem chegou. Está com a gerência.
status-solved-ask = Está resolvido?
status-solved-yes = Sim, está resolvido
status-solved-no = Não, não está
status-solved-thanks = { $solved ->
    [true] Obrigado. É bom saber.
   *[false] Obrigado por avisar. O caso está aberto de novo e a gerência foi informada.
}
status-call-title = Escolha um horário para a ligação
status-call-what = Nestes horários há alguém aqui.
status-call-send = Liguem nesse horário
status-call-chosen = Você escolheu { $at }.
status-call-gone = Esse horário não pode mais ser escolhido. Escolha outro, por favor.

## I need help

help-lead = { $company } entrará em contato com você. Toque no botão; não é preciso mais nada.
help-not-anonymous = Pedir ajuda não é anônimo: { $company } vê quem pede. Suas respostas à pesquisa continuam anônimas.
help-name = Seu nome
help-email = Seu e-mail
help-phone = Um telefone para ligarmos
help-words = Qual é o assunto?
help-sent-heading = Seu pedido de ajuda chegou
help-sent = { $company } recebeu sua mensagem e entrará em contato com você.
help-error-phone = Escreva o número com o código do país, por exemplo +55 11 4000 0000
help-error-email = Isto não é um endereço de e-mail
help-error-reach = Deixe um e-mail ou um telefone para que possamos falar com você
